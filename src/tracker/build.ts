/**
 * Makes `public/s.js` from `browser/`: the asset that Cloudflare serves without asking the Worker. It is committed, so
 * that it is deployed and tested without a step before; `--check` fails when it is out of date or too large.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, buildSync } from 'esbuild';
import { minify } from 'terser';

const MAX_GZIP_BYTES = 3830;
const OUT = path.join(import.meta.dirname, 'public/s.js');
const OPTIONS = {
  entryPoints: [path.join(import.meta.dirname, 'browser/script.ts')],
  bundle: true,
  format: 'iife',
  target: 'es2021',
  tsconfigRaw: {},
  charset: 'utf8',
  write: false,
} satisfies BuildOptions;

// A few per cent smaller than esbuild makes it, and the script is weighed by every page that loads it.
const { code: script = '' } = await minify(buildSync(OPTIONS).outputFiles[0]?.text ?? '', {
  ecma: 2020,
  compress: { passes: 4, pure_getters: true, keep_fargs: false, unsafe_arrows: true },
});
const size = gzipSync(script, { level: 9 }).length;

console.log(
  `/s.js: ${size} bytes gzip -9 (at most ${MAX_GZIP_BYTES}), ${script.length} bytes plain`,
);
for (const [name, share] of process.argv.includes('--parts') ? shares() : [])
  console.log(`${String(Math.round(share * size)).padStart(6)} ${name}`);
if (size > MAX_GZIP_BYTES) process.exitCode = 1;
if (!process.argv.includes('--check')) writeFileSync(OUT, script);
else if (readFileSync(OUT, 'utf8') !== script) {
  console.error('src/tracker/public/s.js is out of date; run "npm run tracker".');
  process.exitCode = 1;
}

/** What part of the script comes from which file, the largest first. */
function shares(): [name: string, share: number][] {
  const { metafile } = buildSync({ ...OPTIONS, minify: true, metafile: true });
  const files = Object.values(metafile?.outputs ?? {}).flatMap(({ inputs }) =>
    Object.entries(inputs).map(([file, { bytesInOutput }]): [string, number] => [
      path.basename(file),
      bytesInOutput,
    ]),
  );
  const total = files.reduce((sum, [, bytes]) => sum + bytes, 0);
  return files
    .map(([name, bytes]): [string, number] => [name, bytes / total])
    .sort(([, a], [, b]) => b - a);
}
