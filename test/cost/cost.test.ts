/**
 * What a session of one create, ten updates 30 s apart and one end takes, and what a million of them cost, beside the naive
 * design. `npm run cost` prints it.
 */
import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { end, makeSite, open, update } from '../api';
import naive from '../bench/workers/naive';
import { passMs, startClock, stopClock } from '../session/clock';
import { recordWhen, runAlarm, storedOf } from '../session/stored';
import { countD1Rows, objectRows } from './count';
import { priceOf, type Usage } from './prices';

const UPDATES = 10;
const REQUESTS = UPDATES + 2;
const HEARTBEAT_S = 30;
/** The walk for lost clean-ups asks each object once (`src/upkeep/tidy.ts`). */
const ASKED_BY_THE_WALK = 1;

let site_id: string;
beforeEach(async () => {
  site_id = await makeSite();
  stopClock();
});
afterEach(() => {
  vi.restoreAllMocks();
  startClock();
});

/**
 * Plays the session second by second. The platform runs an alarm at its time or a little after, never before:
 * `alarmsFirst` has each run ahead of a message of the same second, which is the worst case.
 */
async function playOurs(alarmsFirst: boolean): Promise<Usage> {
  const d1 = countD1Rows();
  const { session_id } = (await open({ site_id, url: 'https://shop.example/' })).body.data;
  await recordWhen(session_id, ({ version }) => version === 1);
  let alarms = 0;
  const runDueAlarm = async () => {
    const { alarmAt } = await storedOf(session_id);
    if (alarmAt !== null && alarmAt <= Date.now() && (await runAlarm(session_id))) alarms += 1;
  };
  const rest = async (seconds: number) => {
    for (let second = 1; second <= seconds; second += 1) {
      passMs(1000);
      if (second < seconds || alarmsFirst) await runDueAlarm();
    }
  };
  for (let beat = 1; beat <= UPDATES; beat += 1) {
    await rest(HEARTBEAT_S);
    const sent = { site_id, session_id, page_views: beat, active_time: beat * HEARTBEAT_S * 1000 };
    expect((await update(sent)).status).toBe(200);
    await runDueAlarm();
  }
  await rest(HEARTBEAT_S);
  await end({ site_id, session_id });
  await recordWhen(session_id, ({ status }) => status === 'ended');
  for (let minute = 0; minute < 29; minute += 1) await rest(60);
  await runDueAlarm();
  // The last alarm cleans up, and takes the count along: what it deletes is counted as written, too.
  const { keys } = await storedOf(session_id);
  const objectRowsWritten = (await objectRows(session_id)) + keys.length + 1;
  await rest(120);
  expect((await storedOf(session_id)).keys).toEqual([]);
  return {
    workerRequests: REQUESTS,
    objectRequests: REQUESTS + alarms + ASKED_BY_THE_WALK,
    objectRowsWritten,
    d1RowsWritten: d1.written,
    d1RowsRead: d1.read,
  };
}

async function playNaive(): Promise<Usage> {
  const d1 = countD1Rows();
  const send = async (method: string, path: string, body: object) => {
    const request = new Request(`https://naive.test/api/visitors/session${path}`, {
      method,
      body: JSON.stringify(body),
    });
    const answer = await naive.fetch(request, env, createExecutionContext());
    expect(answer.status).toBe(method === 'POST' && path === '' ? 201 : 200);
    return (await answer.json<{ data: { session_id: string } }>()).data;
  };
  const { session_id } = await send('POST', '', { site_id, url: 'https://shop.example/' });
  for (let beat = 1; beat <= UPDATES; beat += 1) {
    passMs(HEARTBEAT_S * 1000);
    await send('PUT', '', { session_id, site_id, page_views: beat, active_time: beat * 30_000 });
  }
  passMs(HEARTBEAT_S * 1000);
  await send('POST', '/end', { session_id, site_id });
  return {
    workerRequests: REQUESTS,
    objectRequests: 0,
    objectRowsWritten: 0,
    d1RowsWritten: d1.written,
    d1RowsRead: d1.read,
  };
}

it('costs no more than it did', async () => {
  const ours = await playOurs(false);
  vi.restoreAllMocks();
  const worst = await playOurs(true);
  vi.restoreAllMocks();
  const theirs = await playNaive();
  vi.restoreAllMocks();
  await env.DB.exec('DROP INDEX sessions_open');
  const bare = await playNaive();
  print({ ours, worst, naive: theirs, 'naive, no due': bare });
  // The row and two indexes at create, three flushes, the end.
  expect(ours.d1RowsWritten).toBeLessThanOrEqual(7);
  expect(worst.d1RowsWritten).toBeLessThanOrEqual(9);
  expect(ours.d1RowsRead).toBeLessThanOrEqual(70);
  // Twelve states and the deletion of the last; the others are alarms, set and fired.
  expect(ours.objectRowsWritten).toBeLessThanOrEqual(23);
  expect(worst.objectRowsWritten).toBeLessThanOrEqual(27);
  expect(ours.objectRequests).toBeLessThanOrEqual(18);
  expect(worst.objectRequests).toBeLessThanOrEqual(20);
  expect(theirs.d1RowsWritten).toBe(24);
  expect(priceOf(ours)).toBeLessThan(1.35 * priceOf(theirs));
});

function print(usages: Record<string, Usage>): void {
  const line = (name: string, figures: (string | number)[]) =>
    console.log(`${name.padEnd(20)}${figures.map((figure) => `${figure}`.padStart(14)).join('')}`);
  const all = Object.values(usages);
  line('a session', Object.keys(usages));
  line(
    'Worker requests',
    all.map(({ workerRequests }) => workerRequests),
  );
  line(
    'object calls, alarms',
    all.map(({ objectRequests }) => objectRequests),
  );
  line(
    'object rows written',
    all.map(({ objectRowsWritten }) => objectRowsWritten),
  );
  line(
    'D1 rows written',
    all.map(({ d1RowsWritten }) => d1RowsWritten),
  );
  line(
    'D1 rows read',
    all.map(({ d1RowsRead }) => d1RowsRead),
  );
  line(
    '$ for 1,000,000',
    all.map((usage) => priceOf(usage).toFixed(2)),
  );
}
