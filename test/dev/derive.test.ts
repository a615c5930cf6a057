import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { unwrap } from '../../src/client/client.ts';
import { ROOT } from '../../src/dev/programs.ts';
import { copyRecord } from '../rig/records.ts';
import { ADMIN_KEY, adminOf, makeSite } from '../rig/serve.ts';
import { buildWatchedWorker, startWatched, type Watched } from '../rig/watched.ts';

let service: Watched;
/** Stands before the service, and refuses what it is told to. */
let front: Server;
let url: URL;
const refusals: number[] = [];

beforeAll(async () => {
  service = await startWatched({ script: buildWatchedWorker() });
  front = createServer(async (request, response) => {
    const refusal = refusals.shift();
    if (refusal !== undefined) return response.writeHead(refusal).end('<p>Not JSON.');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await fetch(new URL(request.url ?? '', service.url), {
      method: 'POST',
      headers: { authorization: request.headers.authorization ?? '' },
      body: Buffer.concat(chunks),
    });
    return response.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((listening) => front.listen(0, '127.0.0.1', listening));
  const address = front.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url = new URL(`http://127.0.0.1:${address.port}/`);
  await storeOldSessions();
}, 60_000);
afterAll(async () => {
  front.close();
  await service.stop();
});

const OLD = 700;

/** Sessions of a year ago, without what is derived, and one that is live. */
async function storeOldSessions(): Promise<void> {
  const site_id = await makeSite(service.url);
  const told = { site_id, referrer: 'https://www.bing.com/' };
  const { session_id } = unwrap(await adminOf(service.url).createSession(told));
  const db = await service.miniflare.getD1Database('DB');
  const count = db.prepare('SELECT COUNT(*) AS n FROM sessions');
  await vi.waitFor(async () => expect(await count.first('n')).toBe(1));
  const at = Date.now() - 365 * 24 * 60 * 60 * 1000;
  const copies = Array.from({ length: OLD }, (_, i) => ({
    session_id: crypto.randomUUID(),
    started_at: at + i,
    last_activity_at: at + i,
    ended_at: at + i,
    source: null,
  }));
  await copyRecord(db, session_id, copies);
}

/** Its exit code and what it printed. */
function derive(args: string[], key: string): Promise<{ code: number; printed: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, ADMIN_KEY: key };
    const child = execFile(
      process.execPath,
      ['src/dev/derive.ts', ...args],
      { cwd: ROOT, env },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, printed: stdout + stderr }),
    );
  });
}

it('takes all steps, again where one fails, and says how many sessions are not over', async () => {
  refusals.push(503, 429);
  const { code, printed } = await derive(['--url', url.href], ADMIN_KEY);
  expect(printed).toContain('again in 1 s');
  expect(printed).toContain(`${OLD + 1} examined, ${OLD} changed, 1 skipped, 0 unreadable`);
  expect(printed).toContain('1 sessions were not over yet');
  expect(printed).not.toContain(ADMIN_KEY);
  expect(code).toBe(0);
  const db = await service.miniflare.getD1Database('DB');
  const derived = db.prepare("SELECT COUNT(*) AS n FROM sessions WHERE source = 'Bing'");
  expect(await derived.first('n')).toBe(OLD + 1);
  const again = await derive(['--url', url.href], ADMIN_KEY);
  expect(again.printed).toContain('0 changed');
}, 30_000);

it('gives up at once with a wrong key, and shows no key', async () => {
  const { code, printed } = await derive(['--url', url.href], 'wrong-key');
  expect(printed).toContain('401');
  expect(printed).not.toContain('wrong-key');
  expect(code).toBe(1);
});

it.each([
  ['no address', [], ADMIN_KEY],
  ['no key', ['--url', 'http://127.0.0.1:1/'], ''],
])('says how it is called with %s', async (_, args, key) => {
  const { code, printed } = await derive(args, key);
  expect(printed).toContain('npm run derive -- --url');
  expect(code).toBe(2);
});
