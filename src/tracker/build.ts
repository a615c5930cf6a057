/**
 * Makes `src/assets/s.js` and `src/assets/s-older.js` from `browser/`: the assets that Cloudflare serves without calling the Worker. They
 * are committed, so that deployment and tests need no build; `--check` fails if one is out of date or too large.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, buildSync } from 'esbuild';
import { minify } from 'terser';

const SCRIPTS = [
  { name: 's.js', entry: 'script.ts', format: 'iife', maxGzipBytes: 3470 },
  // A module, which `s.js` imports where the browser has no Navigation API.
  { name: 's-older.js', entry: 's-older.ts', format: 'esm', maxGzipBytes: 410 },
] as const;

for (const script of SCRIPTS) await build(script);

async function build({ name, entry, format, maxGzipBytes }: (typeof SCRIPTS)[number]) {
  const options = {
    entryPoints: [path.join(import.meta.dirname, 'browser', entry)],
    bundle: true,
    minifySyntax: true,
    format,
    target: 'es2021',
    tsconfigRaw: {},
    charset: 'utf8',
    write: false,
  } satisfies BuildOptions;
  // A few per cent smaller than esbuild alone, and every page of a site loads the script.
  const { code: script = '' } = await minify(buildSync(options).outputFiles[0]?.text ?? '', {
    ecma: 2020,
    module: format === 'esm',
    compress: {
      passes: 4,
      pure_getters: true,
      keep_fargs: false,
      unsafe_arrows: true,
      unsafe_methods: true,
      hoist_funs: true,
    },
  });
  const size = gzipSync(script, { level: 9 }).length;
  console.log(
    `/${name}: ${size} bytes gzip -9 (at most ${maxGzipBytes}), ${script.length} bytes plain`,
  );
  for (const [part, share] of process.argv.includes('--parts') ? shares(options) : [])
    console.log(`${String(Math.round(share * size)).padStart(6)} ${part}`);
  if (size > maxGzipBytes) process.exitCode = 1;
  const out = path.resolve(import.meta.dirname, '../assets', name);
  if (!process.argv.includes('--check')) writeFileSync(out, script);
  else if (readFileSync(out, 'utf8') !== script) {
    console.error(`src/assets/${name} is out of date; run "npm run tracker".`);
    process.exitCode = 1;
  }
}

/** Which share of a script comes from each file, the largest first. */
function shares(options: BuildOptions & { write: false }): [name: string, share: number][] {
  const { metafile } = buildSync({ ...options, minify: true, metafile: true });
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
