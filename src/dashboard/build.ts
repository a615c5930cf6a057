/**
 * Makes the page at `/dashboard` from `browser/`: assets that Cloudflare serves without calling the Worker. They are committed, so
 * that deployment and tests need no build; `--check` fails if one is out of date, or if the page is too large. `--parts` says
 * what its script is made of.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { drawWorld } from './draw-world.ts';

const BROWSER = path.join(import.meta.dirname, 'browser');
const ASSETS = path.resolve(import.meta.dirname, '../assets');
/** Of everything that the page loads, but for answers of the API. */
const MAX_GZIP_BYTES = 70_000;

const { text: script, parts } = bundle('app.tsx');
const parcels: Record<string, string> = {
  'app.js': script,
  'app.css': bundle('style/app.css').text,
  'world.json': drawWorld(),
};
const files: Record<string, string> = { 'dashboard.html': makePage(parcels) };
for (const [name, text] of Object.entries(parcels)) files[`dashboard/${name}`] = text;

let total = 0;
for (const [name, text] of Object.entries(files)) {
  const bytes = gzipSync(text, { level: 9 }).length;
  total += bytes;
  console.log(`/${name}: ${bytes} bytes gzip -9, ${text.length} plain`);
  put(name, text);
}
console.log(`together: ${total} bytes gzip -9 (at most ${MAX_GZIP_BYTES})`);
if (total > MAX_GZIP_BYTES) process.exitCode = 1;
for (const [name, bytes] of process.argv.includes('--parts') ? parts : [])
  console.log(`${String(bytes).padStart(6)} ${name}`);

function bundle(entry: string): { text: string; parts: [name: string, bytes: number][] } {
  const { outputFiles, metafile } = buildSync({
    entryPoints: [path.join(BROWSER, entry)],
    absWorkingDir: path.resolve(import.meta.dirname, '../..'),
    outdir: ASSETS,
    bundle: true,
    minify: true,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfigRaw: {},
    charset: 'utf8',
    legalComments: 'none',
    write: false,
  });
  const parts = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .map(([name, { bytesInOutput }]): [string, number] => [name, bytesInOutput])
    .sort(([, a], [, b]) => b - a);
  return { text: outputFiles[0]?.text ?? '', parts };
}

/** Each file is asked for with a hash of what is in it, so that caches may keep it for good. */
function makePage(parcels: Record<string, string>): string {
  const page = readFileSync(path.join(BROWSER, 'page.html'), 'utf8');
  return page.replace(/\{\{(.+?)\}\}/g, (_, name: string) => {
    const hash = createHash('sha256').update(parcels[name] ?? '');
    return hash.digest('base64url').slice(0, 12);
  });
}

function put(name: string, text: string): void {
  const file = path.join(ASSETS, name);
  if (!process.argv.includes('--check')) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`src/assets/${name} is out of date; run "npm run dashboard".`);
    process.exitCode = 1;
  }
}
