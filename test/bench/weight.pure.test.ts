import path from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { MAX_BUNDLE_KIB, measureBundleKib } from './weight.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

it('builds a bundle within its bound', () => {
  const kib = measureBundleKib();
  expect(kib).toBeGreaterThan(10);
  expect(kib).toBeLessThanOrEqual(MAX_BUNDLE_KIB);
}, 60_000);

it('bundles nothing of the browser script or of what is run by hand', async () => {
  const bundled = await listBundled('src/index.ts');
  expect(bundled).toContain('src/session/routes.ts');
  expect(bundled.filter((file) => /^(src\/(tracker|dev)|test)\//.test(file))).toEqual([]);
});

async function listBundled(entry: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    external: ['cloudflare:*', 'node:*', '*.mjs'],
  });
  return Object.keys(metafile.inputs);
}
