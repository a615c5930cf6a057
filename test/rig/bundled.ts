/** What a module of the Worker is made of. */
import path from 'node:path';
import { build, type Metafile } from 'esbuild';

/** Its `inputs` are all files that are read, its `outputs` say what remains of each once what nobody uses is gone. */
export async function readBundle(entry: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: path.resolve(import.meta.dirname, '../..'),
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    // As Wrangler does.
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*', '*.mjs'],
  });
  return metafile;
}
