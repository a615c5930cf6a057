/** The rule in SQL by which the watchdog looks for lost alarms, against the rule in TypeScript, over many records. */
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asId, type SessionId, type SiteId } from '../../../src/ids/uuid';
import { expiresAt } from '../../../src/session/life/expiry';
import { LATEST_WAKE_SQL, latestWake } from '../../../src/session/life/schedule';
import type { Session } from '../../../src/session/life/session';
import { listOverdueSessions } from '../../../src/session/record/overdue';
import { packRecord } from '../../../src/session/record/pack';
import { flushRecords } from '../../../src/session/record/write';
import { makeSite } from '../../api';
import { startClock, stopClock } from '../../support/clock';
import { history } from '../life/arbitraries';
import { DAY, HOUR, MINUTE, openSession, storedAfter, T0 } from '../life/factories';

beforeEach(() => stopClock());
afterEach(() => startClock());

const MONTH = 30 * DAY;

/** From the shortest to the longest idle timeout of a site. */
const idleTimeout = fc.oneof(
  fc.constantFrom(MINUTE, 30 * MINUTE, 10 * HOUR),
  fc.integer({ min: MINUTE, max: 10 * HOUR }),
);

/** A session that has lasted for anything up to its maximum length, live or ended by its client. */
const lasting = fc
  .record({ idle_timeout_ms: idleTimeout, length: fc.nat({ max: DAY - 1 }), isEnded: fc.boolean() })
  .map(({ idle_timeout_ms, length, isEnded }): Session => {
    const last_activity_at = T0 + length;
    const end = isEnded ? { ended_at: last_activity_at, ended_by: 'client' as const } : {};
    return { ...openSession(), idle_timeout_ms, last_activity_at, ...end };
  });

/** One that anything has happened to. */
const eventful = history.map((steps) => storedAfter(null, steps) ?? openSession());

/** Many, each with an id of its own; some of another site, and begun at another time. */
const sessions = fc.array(
  fc.record({
    session: fc.oneof(lasting, eventful),
    later: fc.integer({ min: -3 * DAY, max: DAY }),
  }),
  { minLength: 100, maxLength: 300 },
);

/** As if it had begun later, at a site. */
function move(session: Session, later: number, site_id: SiteId): Session {
  const { started_at, last_activity_at, ended_at, merge } = session;
  const { expired_at } = merge;
  return {
    ...session,
    session_id: asId<SessionId>(crypto.randomUUID()),
    site_id,
    started_at: started_at + later,
    last_activity_at: last_activity_at + later,
    ended_at: ended_at === null ? null : ended_at + later,
    merge: { ...merge, ...(expired_at !== undefined && { expired_at: expired_at + later }) },
  };
}

async function write(all: Session[]): Promise<void> {
  await env.DB.exec('DELETE FROM sessions');
  await env.DB.exec('DELETE FROM session_details');
  expect(await flushRecords(env.DB, all.map(packRecord))).toHaveLength(all.length);
}

it('says of every session that is not final when its alarm is due, as the rules do', async () => {
  const site_id = await makeSite();
  await fc.assert(
    fc.asyncProperty(sessions, async (drafts) => {
      const all = drafts.map(({ session, later }) => move(session, later, site_id));
      await write(all);
      const { results } = await env.DB.prepare(
        `SELECT lower(hex(session_id)) AS id, ${LATEST_WAKE_SQL} AS due FROM sessions`,
      ).all<{ id: string; due: number }>();
      const dueOf = new Map(results.map(({ id, due }) => [id, due]));
      for (const session of all) {
        // One whose end was moved by a late message is final.
        if (session.merge.expired_at !== undefined) continue;
        const now = expiresAt(session) - 1;
        const id = session.session_id.replaceAll('-', '');
        expect(dueOf.get(id), JSON.stringify(session)).toBe(latestWake(session, now));
      }
    }),
    { numRuns: 10 },
  );
});

it('finds exactly the open records whose alarm was due before a time', async () => {
  const site_id = await makeSite();
  const other_site_id = await makeSite();
  const moment = fc.record({
    sessions,
    dueBefore: fc.integer({ min: T0 - 2 * DAY, max: T0 + 2 * DAY }),
  });
  let found = 0;
  await fc.assert(
    fc.asyncProperty(moment, async ({ sessions, dueBefore }) => {
      const all = sessions.map(({ session, later }) =>
        move(session, later, later % 2 === 0 ? site_id : other_site_id),
      );
      await write(all);
      const open = all.filter(({ ended_at }) => ended_at === null);
      // One that is due at the very time is not overdue yet.
      const [sample] = open;
      const times = sample === undefined ? [] : [0, 1].map((late) => dueOf(sample) + late);
      for (const time of [dueBefore, ...times]) {
        const overdue = open.filter((session) => dueOf(session) < time);
        found += overdue.length;
        expect(await overdueAt(time)).toEqual(overdue.map(keyOf).sort());
      }
    }),
    { numRuns: 10 },
  );
  expect(found).toBeGreaterThan(100);
});

/** When the alarm of an open session is due, as long as that is not final. */
const dueOf = (session: Session) => latestWake(session, session.last_activity_at);

const keyOf = ({ session_id, site_id }: Pick<Session, 'session_id' | 'site_id'>) =>
  `${site_id} ${session_id}`;

async function overdueAt(dueBefore: number): Promise<string[]> {
  const reach = { dueBefore, reachMs: MONTH, limit: 1000 };
  return (await listOverdueSessions(env.DB, reach)).map(keyOf).sort();
}

it('looks back as far as it is told to, and four idle timeouts of the site further', async () => {
  const [short, long] = [
    await makeSite({ idle_timeout_ms: MINUTE }),
    await makeSite({ idle_timeout_ms: HOUR }),
  ];
  const begun = (site_id: SiteId, ago: number) => move(openSession(), -ago, site_id);
  const inReach = [begun(short, 2 * HOUR + 4 * MINUTE), begun(long, 6 * HOUR)];
  const beyond = [begun(short, 2 * HOUR + 4 * MINUTE + 1), begun(long, 6 * HOUR + 1)];
  await write([...inReach, ...beyond]);
  const search = { dueBefore: T0, reachMs: 2 * HOUR, limit: 10 };
  const found = await listOverdueSessions(env.DB, search);
  expect(found.map(keyOf).sort()).toEqual(inReach.map(keyOf).sort());
});

it('finds no more than it is asked for', async () => {
  const site_id = await makeSite();
  await write(Array.from({ length: 7 }, () => move(openSession(), -DAY, site_id)));
  const search = { dueBefore: T0, reachMs: MONTH, limit: 5 };
  expect(await listOverdueSessions(env.DB, search)).toHaveLength(5);
});
