/** Copies the demo and the deployed assets into one folder, for `npm run dev` only. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const OUT = path.resolve(import.meta.dirname, '../../.wrangler/demo');
const SOURCES = ['../assets', 'dev'].map((name) => path.join(import.meta.dirname, name));

/** Returns the folder. */
export function layOutDemo(): string {
  rmSync(OUT, { recursive: true, force: true });
  for (const source of SOURCES) cpSync(source, OUT, { recursive: true });
  const headers = SOURCES.map((source) => readFileSync(path.join(source, '_headers'), 'utf8'));
  writeFileSync(path.join(OUT, '_headers'), headers.join('\n'));
  return OUT;
}
