import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, it, vi } from 'vitest';
import { end, makeSite, open, update } from '../api';
import { passMs, startClock, stopClock } from './clock';
import { recordWhen, runAlarm, storedOf } from './stored';

afterEach(() => startClock());

/** Rows written by D1 as it counts them itself, in `meta` of every answer. */
function countD1Rows() {
  const counts = { written: 0, batches: 0 };
  const batch = env.DB.batch.bind(env.DB);
  vi.spyOn(Object.getPrototypeOf(env.DB), 'batch').mockImplementation(
    async (...args: unknown[]) => {
      const results = await batch(...(args as Parameters<typeof batch>));
      counts.batches += 1;
      for (const { meta } of results) counts.written += meta.rows_written;
      return results;
    },
  );
  return counts;
}

/** Rows that the object's own SQLite has changed since the object started. */
function objectRows(sessionId: string): Promise<number> {
  return runInDurableObject(env.VISITOR_SESSIONS.getByName(sessionId), (_, { storage }) =>
    Number(storage.sql.exec('SELECT total_changes() AS changes').one().changes),
  );
}

it('writes few rows for a create, ten updates 30 s apart and an end', async () => {
  const site_id = await makeSite();
  stopClock();
  const d1 = countD1Rows();
  const { session_id } = (await open({ site_id, url: 'https://shop.example/' })).body.data;
  await recordWhen(session_id, ({ version }) => version === 1);
  let alarms = 0;
  const rest = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      const now = passMs(1000);
      const { alarmAt } = await storedOf(session_id);
      if (alarmAt !== null && alarmAt <= now && (await runAlarm(session_id))) alarms += 1;
    }
  };
  for (let beat = 1; beat <= 10; beat += 1) {
    await rest(30);
    const sent = { site_id, session_id, page_views: beat, active_time: beat * 30_000 };
    expect((await update(sent)).status).toBe(200);
  }
  await rest(30);
  await end({ site_id, session_id });
  await recordWhen(session_id, ({ status }) => status === 'ended');
  const rows = { d1: d1.written, object: await objectRows(session_id), alarms };
  for (let minute = 0; minute < 31; minute += 1) await rest(60);
  rows.alarms = alarms;
  rows.d1 = d1.written;
  console.log(`one create, ten updates 30 s apart, one end: ${JSON.stringify(rows)}`);
  expect((await storedOf(session_id)).keys).toEqual([]);
  // Create 3 (the row and two indexes), five flushes at most 60 s after what they carry, end 1.
  expect(rows.d1).toBeLessThanOrEqual(9);
  // Twelve states, six alarms set, and five fired ones removed by the runtime.
  expect(rows.object).toBeLessThanOrEqual(23);
});
