/**
 * Makes `public/s.js` from `browser/`: the asset that Cloudflare serves without asking the Worker. It is committed, so
 * that it is deployed and tested without a step before; `--check` fails when it is out of date or too large.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';

const MAX_GZIP_BYTES = 2900;
const OUT = path.join(import.meta.dirname, 'public/s.js');

const built = buildSync({
  entryPoints: [path.join(import.meta.dirname, 'browser/script.ts')],
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2021',
  tsconfigRaw: {},
  charset: 'utf8',
  write: false,
});
const script = built.outputFiles[0]?.text.trimEnd() ?? '';
const size = gzipSync(script, { level: 9 }).length;

console.log(
  `/s.js: ${size} bytes gzip -9 (at most ${MAX_GZIP_BYTES}), ${script.length} bytes plain`,
);
if (size > MAX_GZIP_BYTES) process.exitCode = 1;
if (!process.argv.includes('--check')) writeFileSync(OUT, script);
else if (readFileSync(OUT, 'utf8') !== script) {
  console.error('src/tracker/public/s.js is out of date; run "npm run tracker".');
  process.exitCode = 1;
}
