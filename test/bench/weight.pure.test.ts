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

it('loads what the five endpoints do not need only when it is asked for', async () => {
  const loaded = await listLoadedAtStart('src/index.ts');
  expect(loaded).toContain('src/session/routes.ts');
  const late = /^src\/(sites\/(routes|schema)|tracker|upkeep|session\/eras)/;
  expect(loaded.filter((file) => late.test(file))).toEqual([]);
});

/** The files whose code runs before the first request: those that are reached by static imports. */
async function listLoadedAtStart(entry: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    external: ['cloudflare:*', 'node:*'],
  });
  const loaded = new Set([entry]);
  for (const file of loaded) {
    const imports = metafile.inputs[file]?.imports ?? [];
    const isStatic = ({ kind }: { kind: string }) => kind !== 'dynamic-import';
    for (const { path: imported } of imports.filter(isStatic)) loaded.add(imported);
  }
  return [...loaded];
}
