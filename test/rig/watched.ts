/**
 * The Worker as rigs ask it from outside: all that passes through it is held to the document of the API, inside of it
 * (`test/contract/watch.ts`), and who stops it learns what was wrong. Not for what measures the Worker.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildWorker } from './build.ts';
import { type Service, type ServiceOptions, startService } from './serve.ts';

/** Of `test/contract/watch.ts`, which is for another runtime. */
const FAULTS_PATH = '/__contract';
/** It waits for bodies that are being read, not as long. */
const PATIENCE_MS = 20_000;

export type Watched = Service & {
  /** Throws where an exchange was not as the document says; stops in any case. */
  stop: () => Promise<void>;
};

export function buildWatchedWorker(): string {
  return buildWorker('test/contract/worker.ts');
}

/** `script`: of `buildWatchedWorker`. Its state is gone when it is stopped. */
export async function startWatched(options: Omit<ServiceOptions, 'stateDir'>): Promise<Watched> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-rig-'));
  const service = await startService({ ...options, stateDir });
  const stop = async () => {
    const faults = await takeFaults(service.url).finally(async () => {
      await service.miniflare.dispose();
      rmSync(stateDir, { recursive: true, force: true });
    });
    if (faults.length > 0) throw new Error(faults.join('\n\n'));
  };
  return { ...service, stop };
}

/** What was wrong since they were last taken, in words. */
export async function takeFaults(url: URL): Promise<string[]> {
  const response = await fetch(new URL(FAULTS_PATH, url), {
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) throw new Error('this Worker is not watched');
  return JSON.parse(await response.text());
}
