import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildWorker, runWrangler } from '../rig/build.ts';

export const MAX_BUNDLE_KIB = 120;

/** The bundle as it is deployed, compressed. */
export function measureBundleKib(): number {
  return gzipSync(readFileSync(buildWorker())).length / 1024;
}

/** The module beside it, which MCP alone loads; made when the bundle is built. */
function measureMcpKib(): number {
  const file = path.resolve(import.meta.dirname, '../../src/mcp/made/server.mjs');
  return gzipSync(readFileSync(file)).length / 1024;
}

/** The sizes of what is deployed, and what starting it takes on this machine. */
export function printWeight(): void {
  const bundle = measureBundleKib();
  const verdict = bundle > MAX_BUNDLE_KIB ? '  NOT REACHED' : '';
  console.log(`\nbundle: ${bundle.toFixed(1)} KiB gzip, at most ${MAX_BUNDLE_KIB}${verdict}`);
  console.log(`the module of MCP: ${measureMcpKib().toFixed(1)} KiB gzip`);
  const folder = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-startup-'));
  const profile = runWrangler(
    'check',
    'startup',
    '--args=--minify',
    '--outfile',
    path.join(folder, 'startup.cpuprofile'),
  );
  rmSync(folder, { recursive: true });
  const active = /Active: (.+)/.exec(profile)?.[1] ?? 'unknown';
  console.log(`start-up (wrangler check startup), active time: ${active}`);
}
