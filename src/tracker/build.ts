/**
 * Makes `script.generated.ts`, the text that `/s.js` serves, from `browser/`. It is committed, so that the Worker
 * runs, deploys and is tested without a step before; `--check` fails when it is out of date or too large.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';

const MAX_GZIP_BYTES = 2250;
const OUT = path.join(import.meta.dirname, 'script.generated.ts');

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
const hash = createHash('sha256').update(script).digest('base64url').slice(0, 16);
const source = `// Made from browser/ by "npm run tracker"; not to be edited.
export const ETAG = '"${hash}"';
export const SCRIPT =
  ${JSON.stringify(script)};
`;

console.log(
  `/s.js: ${size} bytes gzip -9 (at most ${MAX_GZIP_BYTES}), ${script.length} bytes plain`,
);
if (size > MAX_GZIP_BYTES) process.exitCode = 1;
if (!process.argv.includes('--check')) writeFileSync(OUT, source);
else if (readFileSync(OUT, 'utf8') !== source) {
  console.error('src/tracker/script.generated.ts is out of date; run "npm run tracker".');
  process.exitCode = 1;
}
