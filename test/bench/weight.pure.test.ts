import { expect, it } from 'vitest';
import { MAX_BUNDLE_KIB, measureBundleKib } from './weight.ts';

it('builds a bundle within its bound', () => {
  const kib = measureBundleKib();
  expect(kib).toBeGreaterThan(10);
  expect(kib).toBeLessThanOrEqual(MAX_BUNDLE_KIB);
}, 60_000);
