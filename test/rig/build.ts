import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Builds a Worker as `npm run deploy` would, and answers with the path of its script; it is gone when the process ends. */
export function buildWorker(entry = 'src/index.ts'): string {
  const out = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-build-'));
  process.once('exit', () => rmSync(out, { recursive: true, force: true }));
  runWrangler('deploy', entry, '--dry-run', '--minify', '--outdir', out);
  return path.join(out, `${path.basename(entry, '.ts')}.js`);
}

/** Answers with what it prints; throws when it fails. */
export function runWrangler(...args: string[]): string {
  return execFileSync(
    process.execPath,
    [path.join(ROOT, 'node_modules/wrangler/bin/wrangler.js'), ...args],
    { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
}
