/**
 * Makes `src/assets/openapi.json`, the document of the API, and of it `src/assets/docs.html`, the page: assets that Cloudflare serves
 * without calling the Worker. They are committed; `--check` fails if one is out of date, if Redocly's linter finds fault with the
 * document, or if the page is too large.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { build, type Plugin } from 'esbuild';
import { buildPage } from './build-page.ts';

const ASSETS = path.resolve(import.meta.dirname, '../assets');
/** With style and scripts. */
const MAX_PAGE_GZIP_BYTES = 60_000;

/** Schemas stand beside code for Workers, of which nothing runs here. */
const withoutPlatform: Plugin = {
  name: 'without-platform',
  setup({ onResolve, onLoad }) {
    const namespace = 'platform';
    onResolve({ filter: /^cloudflare:/ }, ({ path }) => ({ path, namespace }));
    onLoad({ filter: /./, namespace }, () => ({ contents: 'module.exports = {};' }));
  },
};

const text = `${JSON.stringify(await loadDocument(), null, 1)}\n`;
const page = buildPage(JSON.parse(text));
const pageBytes = gzipSync(page, { level: 9 }).length;
console.log(
  `/openapi.json: ${gzipSync(text, { level: 9 }).length} bytes gzip -9, ${text.length} plain`,
);
console.log(
  `/docs: ${pageBytes} bytes gzip -9 (at most ${MAX_PAGE_GZIP_BYTES}), ${page.length} plain`,
);
if (pageBytes > MAX_PAGE_GZIP_BYTES) process.exitCode = 1;
put('openapi.json', text);
put('docs.html', page);
await lint();

function put(name: string, content: string): void {
  const file = path.join(ASSETS, name);
  if (!process.argv.includes('--check')) writeFileSync(file, content);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== content) {
    console.error(`src/assets/${name} is out of date; run "npm run api-docs".`);
    process.exitCode = 1;
  }
}

/** The sources as one module: Node does not find imports without an extension. */
async function loadDocument(): Promise<object> {
  const folder = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-api-docs-'));
  try {
    const outfile = path.join(folder, 'document.mjs');
    const entryPoints = [path.join(import.meta.dirname, 'document.ts')];
    await build({
      entryPoints,
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      plugins: [withoutPlatform],
    });
    const made: { makeDocument: () => object } = await import(pathToFileURL(outfile).href);
    return made.makeDocument();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function lint(): Promise<void> {
  const config = await createConfig({
    extends: ['recommended-strict'],
    rules: {
      // `GET /` and the assets have nothing to refuse.
      'operation-4xx-response': 'off',
      // `npm run dev`, where the examples work.
      'no-server-example.com': 'off',
      // The failures of paths that are not in the document.
      'no-unused-components': 'off',
    },
  });
  const problems = await lintFromString({ source: text, absoluteRef: 'openapi.json', config });
  for (const { severity, ruleId, message, location } of problems) {
    console.error(`${severity} ${ruleId}: ${message} (${location[0]?.pointer ?? ''})`);
    process.exitCode = 1;
  }
}
