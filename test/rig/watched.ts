/**
 * The Worker as rigs ask it from outside: all that passes through it is held to the document of the API, inside of it
 * (`test/contract/watch.ts`), and who stops it learns what was wrong. Not for what measures the Worker.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
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

/**
 * What was wrong since they were last taken, in words. By a connection of its own: the server may close one that was idle in the
 * moment in which it is used again, and what was taken is told once.
 */
export async function takeFaults(url: URL): Promise<string[]> {
  const request = get(`${url.origin}${FAULTS_PATH}`, { agent: false, timeout: PATIENCE_MS });
  request.on('timeout', () => request.destroy(new Error('the Worker does not tell its faults')));
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    request.on('response', resolve).on('error', reject),
  );
  const told = await text(answer);
  if (answer.statusCode !== 200) throw new Error('this Worker is not watched');
  return JSON.parse(told);
}
