import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asId, type SessionId, type SiteId } from '../../../src/ids/uuid';
import { MAX_LENGTH_MS, passTime } from '../../../src/session/life/expiry';
import { measure } from '../../../src/session/life/measure';
import type { Session } from '../../../src/session/life/session';
import { countedSessions } from '../../../src/session/record/counted';
import { packRecord } from '../../../src/session/record/pack';
import { flushRecords } from '../../../src/session/record/write';
import { makeSite } from '../../api';
import { history } from '../life/arbitraries';
import {
  HOUR,
  IDLE,
  MINUTE,
  openEvent,
  sessionAfter,
  storedAfter,
  T0,
  updateEvent,
} from '../life/factories';

type Row = {
  id: string;
  started_at: number;
  status: string;
  ended_at: number | null;
  ended_by: string | null;
  exit_type: string | null;
  duration: number;
  active_time: number;
  engaged: number;
  is_first: number;
};

let site: SiteId;
let sessions = 0;

beforeEach(async () => {
  // Stored sessions are from 2027: kept for ten years.
  site = await makeSite({ retention_days: 3650 });
});

afterEach(async () => {
  await env.DB.prepare('DELETE FROM sessions').run();
});

/** A session of its own at this site. */
function renamed(session: Session): Session {
  sessions += 1;
  const id = asId<SessionId>(`33333333-3333-4333-8333-${String(sessions).padStart(12, '0')}`);
  return { ...session, site_id: site, session_id: id };
}

async function countAt(now: number, from = 0, to = Number.MAX_SAFE_INTEGER): Promise<Row[]> {
  const counted = countedSessions({ siteId: '?1', from: '?2', to: '?3', now: '?4' });
  const { results } = await env.DB.prepare(
    `SELECT lower(hex(session_id)) AS id, started_at, status, ended_at, ended_by, exit_type, duration, active_time, engaged, is_first
    FROM ${counted} AS counted ORDER BY id`,
  )
    .bind(site, from, to, now)
    .all<Row>();
  return results;
}

/** By the rules. */
function expectedAt(session: Session, now: number) {
  const passed = passTime(session, now);
  const { duration, active_time, engaged, exit_type } = measure(passed);
  const { ended_at, ended_by } = passed;
  return {
    status: ended_at === null ? 'active' : 'ended',
    ended_at,
    ended_by,
    exit_type,
    duration,
    active_time,
    engaged: engaged ? 1 : 0,
  };
}

async function expectRule(stored: Session[], nows: number[]) {
  await flushRecords(env.DB, stored.map(packRecord));
  for (const now of nows) {
    const rows = await countAt(now);
    expect(rows.map(({ id: _, started_at: __, is_first: ___, ...row }) => row)).toEqual(
      stored.map((session) => expectedAt(session, now)),
    );
  }
}

describe('time that has passed', () => {
  it('ends a session in SQL as the rule does, whatever has happened to it', async () => {
    const histories = fc.sample(history, { numRuns: 400, seed: 21 });
    // Each as it was stored at some moment, which need not be the last.
    const stored = histories.flatMap((steps) => {
      const session = storedAfter(null, steps.slice(0, 1 + (steps.length >> 1)));
      return session === null ? [] : [renamed(session)];
    });
    const deadlines = stored.flatMap(({ last_activity_at, started_at }) => [
      last_activity_at + IDLE,
      started_at + MAX_LENGTH_MS,
    ]);
    const some = deadlines.filter((_, i) => i % 97 === 0).flatMap((at) => [at - 1, at, at + 1]);
    await expectRule(stored, [...some, T0 + HOUR, T0 + 12 * HOUR, T0 + 25 * HOUR, T0 + 99 * HOUR]);
  });

  it('ends a session that went on all day, on the dot', async () => {
    const steps = Array.from({ length: 72 }, (_, i) => {
      return { at: T0 + i * 20 * MINUTE, event: updateEvent({ active_time: i * 21 * MINUTE }) };
    });
    const opened = { at: T0, event: openEvent() };
    const all = renamed(sessionAfter(opened, ...steps));
    const active = { at: T0, event: openEvent({ active_time: 9_999 }) };
    const kept = Array.from({ length: 71 }, (_, i) => {
      return { at: T0 + i * 20 * MINUTE + 1, event: updateEvent() };
    });
    const calm = renamed(sessionAfter(active, ...kept));
    const end = T0 + MAX_LENGTH_MS;
    await expectRule([all, calm], [end - 1, end, end + 1, end + IDLE]);
  });

  it('counts active time that was cut to a length that has grown since', async () => {
    const long = { idle_timeout_ms: 30 * HOUR };
    const opening = { ...openEvent().opening, ...long };
    const told = { at: T0, event: openEvent({ opening, active_time: 15_000 }) };
    const session = renamed(sessionAfter(told));
    const all = [{ ...session, merge: { ...session.merge, active_time: 15_000 } }];
    await expectRule(all, [T0 + 23 * HOUR, T0 + MAX_LENGTH_MS]);
    expect((await countAt(T0 + MAX_LENGTH_MS))[0]?.engaged).toBe(1);
  });
});

it('counts those that started in the period, its begin included and its end not', async () => {
  const stored = [0, 1, 2, 3].map((i) => renamed(sessionAfter({ at: T0 + i, event: openEvent() })));
  await flushRecords(env.DB, stored.map(packRecord));
  const rows = await countAt(T0 + 9, T0 + 1, T0 + 3);
  expect(rows.map(({ started_at }) => started_at)).toEqual([T0 + 1, T0 + 2]);
});

it('counts nothing that is past the retention of the site, nor of a site that is deleted', async () => {
  const stored = [0, 1].map((i) => renamed(sessionAfter({ at: T0 + i, event: openEvent() })));
  await flushRecords(env.DB, stored.map(packRecord));
  const last = T0 + 3650 * 24 * HOUR;
  expect((await countAt(last)).map(({ is_first }) => is_first)).toEqual([1, 0]);
  // The visitor was known before the second.
  expect((await countAt(last + 1)).map(({ is_first }) => is_first)).toEqual([0]);
  expect(await countAt(last + 2)).toEqual([]);
  await env.DB.prepare('UPDATE sites SET deleted_at = 1 WHERE site_id = ?').bind(site).run();
  expect(await countAt(T0 + 9)).toEqual([]);
});

it("knows a visitor's first session, of those that started in the same millisecond too", async () => {
  const stored = [5, 5, 3, 9].map((i) => renamed(sessionAfter({ at: T0 + i, event: openEvent() })));
  await flushRecords(env.DB, stored.map(packRecord));
  const firsts = async (from: number) =>
    (await countAt(T0 + 9, from)).map(({ is_first }) => is_first);
  expect(await firsts(T0)).toEqual([0, 0, 1, 0]);
  expect(await firsts(T0 + 5)).toEqual([0, 0, 0]);
  // As an older Worker writes them.
  await env.DB.prepare('UPDATE sessions SET is_first = NULL').run();
  expect(await firsts(T0)).toEqual([0, 0, 1, 0]);
  expect(await firsts(T0 + 5)).toEqual([0, 0, 0]);
});
