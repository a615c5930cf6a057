/**
 * Makes `src/assets/openapi.json`, the document of the API, as an asset that Cloudflare serves without calling the Worker. It is
 * committed; `--check` fails if it is out of date, or if Redocly's linter finds fault with it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { build, type Plugin } from 'esbuild';

const OUT = path.resolve(import.meta.dirname, '../assets/openapi.json');

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
console.log(`/openapi.json: ${text.length} bytes`);
if (!process.argv.includes('--check')) writeFileSync(OUT, text);
else if (readFileSync(OUT, 'utf8') !== text) {
  console.error('src/assets/openapi.json is out of date; run "npm run api-docs".');
  process.exitCode = 1;
}
await lint();

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
