/** Another version of the code, to be measured beside this one: a checkout in a folder of its own. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { buildWorker } from '../rig/build.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** Out of git's sight, and within reach of the packages that are installed here. */
const SCRATCH = path.join(ROOT, '.wrangler');
/** What a Worker is built from. */
const SOURCES = ['src', 'wrangler.toml', 'package.json', 'tsconfig.json'];

/**
 * Builds the Worker of the checkout in `dir`, with the packages that are installed there, or here where none are (a fresh
 * `git worktree` has none), and answers with the path of its script. Throws where its database is not like ours: there is
 * one set of migrations for all who take part.
 */
export function buildOther(dir: string): string {
  const other = path.resolve(dir);
  if (!existsSync(path.join(other, 'src/index.ts'))) throw new Error(`no src/index.ts in ${other}`);
  if (readMigrations(other) !== readMigrations(ROOT)) {
    throw new Error(`the migrations of ${other} make another database than those here`);
  }
  if (existsSync(path.join(other, 'node_modules')))
    return buildWorker(path.join(other, 'src/index.ts'));
  mkdirSync(SCRATCH, { recursive: true });
  const copy = mkdtempSync(path.join(SCRATCH, 'against-'));
  try {
    for (const source of SOURCES) {
      cpSync(path.join(other, source), path.join(copy, source), { recursive: true });
    }
    return buildWorker(path.join(copy, 'src/index.ts'));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Their statements, without comments and line breaks. */
function readMigrations(root: string): string {
  const folder = path.join(root, 'migrations');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').replace(/^\s*--.*$/gm, ''))
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}
