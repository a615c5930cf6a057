import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { buildWorker } from '../rig/build.ts';
import { MAX_BUNDLE_KIB } from './weight.ts';

it('builds a bundle within its bound', () => {
  const kib = gzipSync(readFileSync(buildWorker())).length / 1024;
  expect(kib).toBeGreaterThan(10);
  expect(kib).toBeLessThanOrEqual(MAX_BUNDLE_KIB);
}, 60_000);
