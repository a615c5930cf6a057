/**
 * Makes `made/server.mjs` of `server/`: the MCP server with its SDK, a module beside the Worker's own, which is loaded with the first
 * request for it. Wrangler runs this before it builds (`wrangler.toml`).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';

const MADE = path.join(import.meta.dirname, 'made/server.mjs');

const { outputFiles } = buildSync({
  entryPoints: [path.join(import.meta.dirname, 'server/serve.ts')],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2024',
  // As Wrangler does: the SDK validates without `eval` on workerd.
  conditions: ['workerd', 'worker', 'browser'],
  write: false,
});
const text = outputFiles[0]?.text ?? '';
// Wrangler builds again when a file changes.
if (!existsSync(MADE) || readFileSync(MADE, 'utf8') !== text) writeFileSync(MADE, text);
