/** Who is here now, with random filters, against a plain recount in memory. */
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SiteId } from '../../src/ids/uuid';
import type { Live } from '../../src/reports/live';
import { passTime } from '../../src/session/life/expiry';
import type { Session } from '../../src/session/life/session';
import { packRecord } from '../../src/session/record/pack';
import { flushRecords } from '../../src/session/record/write';
import { asAdmin, makeSite, request } from '../api';
import { NOON, startClock, stopClock } from '../support/clock';
import { eraseSession } from '../support/erasure';
import { question, toFilters } from './questions';
import { type Counted, countAll, isWanted } from './recount';
import { makeVisits, movedBy } from './visits';

const MINUTE = 60_000;
const LIVE_MS = 5 * MINUTE;
const RETENTION_DAYS = 395;
/** Fewer than are asked at most. */
const SESSIONS = 250;
const ERASED = 5;
const seed = Math.floor(Math.random() * 2 ** 31);

let site_id: SiteId;
let counted: Counted[];
const lastActive = new Map<string, number>();

beforeAll(async () => {
  stopClock();
  const other = await makeSite();
  site_id = await makeSite({ retention_days: RETENTION_DAYS });
  // The last activity of most was within some minutes, and now and then on the bound.
  const visits = makeVisits(site_id, other, SESSIONS, seed).map((one, i) => {
    const ago = i % 9 === 0 ? LIVE_MS : (i * 7_919) % (8 * MINUTE);
    return movedBy(one, NOON - ago - one.last_activity_at);
  });
  await flushRecords(env.DB, visits.map(packRecord));
  const own = visits.filter((one) => one.site_id === site_id);
  for (const { session_id } of own.slice(0, ERASED)) {
    expect((await eraseSession(site_id, session_id)).status).toBe(200);
  }
  const left = own.slice(ERASED);
  for (const one of left) lastActive.set(one.session_id, lastActivityOf(one));
  counted = countAll(left, RETENTION_DAYS, NOON);
}, 60_000);
afterAll(() => startClock());

function lastActivityOf(session: Session): number {
  return passTime(session, NOON).last_activity_at;
}

const isHere = ({ id, ended }: Counted) => !ended && NOON - (lastActive.get(id) ?? 0) < LIVE_MS;

it(`has all who are here, and nobody else (seed ${seed})`, { timeout: 120_000 }, async () => {
  expect(counted.filter(isHere).length).toBeGreaterThan(SESSIONS / 10);
  await fc.assert(
    fc.asyncProperty(question, async (asked) => {
      const { query, filters } = toFilters(counted, asked);
      const search = new URLSearchParams([['site_id', site_id], ['limit', '300'], ...query]);
      const answer = await request<Live>(`/api/sessions/live?${search}`, { headers: asAdmin });
      expect(answer.status, String(search)).toBe(200);
      const { count, exact, sessions, countries } = answer.data;
      const wanted = counted.filter((one) => isHere(one) && isWanted(one, filters));
      expect(new Set(sessions.map(({ session_id }) => session_id)), String(search)).toEqual(
        new Set(wanted.map(({ id }) => id)),
      );
      expect({ count, exact }).toEqual({ count: wanted.length, exact: true });
      const groups = Map.groupBy(wanted, ({ fields }) => fields.country ?? null);
      expect(new Map(countries.map((one) => [one.value, one.count]))).toEqual(
        new Map([...groups].map(([value, group]) => [value, group.length])),
      );
    }),
    { numRuns: 25, seed },
  );
});
