/**
 * Makes `dist/client`, what `npm pack` puts into the package: the client in one file, as a module and for `require`, and its types
 * for both. Fails where the client is too large.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, buildSync } from 'esbuild';

const ROOT = path.resolve(import.meta.dirname, '../..');
const OUT = path.join(ROOT, 'dist/client');
const MAX_GZIP_BYTES = 4096;

const options = {
  entryPoints: [path.join(import.meta.dirname, 'client.ts')],
  bundle: true,
  target: 'es2022',
  tsconfigRaw: {},
  charset: 'utf8',
} satisfies BuildOptions;

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
buildSync({ ...options, format: 'esm', outfile: path.join(OUT, 'client.js') });
buildSync({ ...options, format: 'cjs', outfile: path.join(OUT, 'client.cjs') });
writeTypes();
measure();

/** Declarations name each other as the files beside them would be named: `./send.js`, and `./send.cjs` for `require`. */
function writeTypes(): void {
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  const project = path.join(import.meta.dirname, 'tsconfig.json');
  const args = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', OUT];
  const { status } = spawnSync(process.execPath, [tsc, '-p', project, ...args], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the types could not be made');
  for (const file of readdirSync(OUT, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const text = readFileSync(path.join(OUT, file), 'utf8');
    const importing = (extension: string) =>
      text.replace(/(['"])(\.[^'"]+)\.ts\1/g, `$1$2.${extension}$1`);
    writeFileSync(path.join(OUT, file), importing('js'));
    writeFileSync(path.join(OUT, file.replace(/\.d\.ts$/, '.d.cts')), importing('cjs'));
  }
}

/** As the bundler of a page would minify it. */
function measure(): void {
  const { outputFiles } = buildSync({ ...options, format: 'esm', minify: true, write: false });
  const size = gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
  console.error(`the client: ${size} bytes minified, gzip -9 (at most ${MAX_GZIP_BYTES})`);
  if (size > MAX_GZIP_BYTES) process.exitCode = 1;
}
