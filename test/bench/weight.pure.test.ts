import { expect, it } from 'vitest';
import { readBundle } from '../rig/bundled.ts';
import { MAX_BUNDLE_KIB, measureBundleKib } from './weight.ts';

it('builds a bundle within its bound', () => {
  const kib = measureBundleKib();
  expect(kib).toBeGreaterThan(10);
  expect(kib).toBeLessThanOrEqual(MAX_BUNDLE_KIB);
}, 60_000);

it('bundles nothing of the browser script or of what is run by hand', async () => {
  const bundled = Object.keys((await readBundle('src/index.ts')).inputs);
  expect(bundled).toContain('src/session/routes.ts');
  expect(bundled.filter((file) => /^(src\/(tracker|dev)|test)\//.test(file))).toEqual([]);
});
