import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { asId, type SessionId, type SiteId, type VisitorId } from '../../../src/ids/uuid';
import type { Session } from '../../../src/session/life/session';
import { deleteRecord, deleteRecords } from '../../../src/session/record/delete';
import { packRecord } from '../../../src/session/record/pack';
import { flushRecords } from '../../../src/session/record/write';
import { makeSite } from '../../api';
import { HOUR, openSession, T0 } from '../life/factories';

let site: SiteId;
let made = 0;

beforeEach(async () => {
  // Stored sessions are from 2027: kept for ten years.
  site = await makeSite({ retention_days: 3650 });
});

/** `hour`: when it started. */
function sessionOf(visitor: number, hour: number): Session {
  made += 1;
  const suffix = String(made).padStart(12, '0');
  return {
    ...openSession(),
    site_id: site,
    session_id: asId<SessionId>(`33333333-3333-4333-8333-${suffix}`),
    visitor_id: asId<VisitorId>(`44444444-4444-4444-8444-${String(visitor).padStart(12, '0')}`),
    started_at: T0 + hour * HOUR,
  };
}

const write = (...sessions: Session[]) => flushRecords(env.DB, sessions.map(packRecord));

/** What is stored of each, the oldest first. */
async function marks(): Promise<(number | null)[]> {
  const { results } = await env.DB.prepare(
    "SELECT is_first FROM sessions WHERE site_id = unhex(?, '-') ORDER BY started_at, session_id",
  )
    .bind(site)
    .all<{ is_first: number | null }>();
  return results.map(({ is_first }) => is_first);
}

describe('the first session of a visitor', () => {
  it('is the one that started first, in whichever order the records come', async () => {
    await write(sessionOf(1, 5));
    expect(await marks()).toEqual([1]);
    await write(sessionOf(1, 7));
    expect(await marks()).toEqual([1, 0]);
    await write(sessionOf(1, 3), sessionOf(1, 2), sessionOf(2, 6));
    expect(await marks()).toEqual([1, 0, 0, 1, 0]);
  });

  it('stays so when its record is written again', async () => {
    const first = sessionOf(1, 1);
    await write(first, sessionOf(1, 2));
    await write({ ...first, version: first.version + 1, page_views: 9 });
    expect(await marks()).toEqual([1, 0]);
  });

  it('is another one at another site', async () => {
    await write(sessionOf(1, 1));
    site = await makeSite({ retention_days: 3650 });
    await write(sessionOf(1, 2));
    expect(await marks()).toEqual([1]);
  });

  it('is the next one when it is erased, and none when it is too old', async () => {
    const [a, b, c] = [sessionOf(1, 1), sessionOf(1, 2), sessionOf(1, 3)];
    await write(a, b, c);
    await deleteRecord(env.DB, a.session_id);
    expect(await marks()).toEqual([1, 0]);
    await deleteRecords(env.DB, [b.session_id]);
    expect(await marks()).toEqual([0]);
  });

  it('passes on to the next one also from a record that an older Worker wrote', async () => {
    const [a, b] = [sessionOf(1, 1), sessionOf(1, 2)];
    await write(a);
    await env.DB.prepare('UPDATE sessions SET is_first = NULL').run();
    await write(b);
    expect(await marks()).toEqual([null, 0]);
    await deleteRecord(env.DB, a.session_id);
    expect(await marks()).toEqual([1]);
  });

  it('is right after any writes and erasures', async () => {
    const step = fc.oneof(
      fc.array(fc.record({ visitor: fc.nat({ max: 2 }), hour: fc.nat({ max: 6 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.nat(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        site = await makeSite({ retention_days: 3650 });
        let left: Session[] = [];
        for (const one of steps) {
          if (typeof one === 'number') {
            const erased = left[one % left.length];
            if (erased === undefined) continue;
            left = left.filter((session) => session !== erased);
            await deleteRecord(env.DB, erased.session_id);
          } else {
            const written = one.map(({ visitor, hour }) => sessionOf(visitor, hour));
            left.push(...written);
            await write(...written);
          }
        }
        const known = new Set<string>();
        const ordered = left.toSorted(
          (a, b) => a.started_at - b.started_at || (a.session_id < b.session_id ? -1 : 1),
        );
        const expected = ordered.map(({ visitor_id }) => {
          const isKnown = known.has(visitor_id);
          known.add(visitor_id);
          return isKnown ? 0 : 1;
        });
        expect(await marks()).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
