import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LATEST_WAKE_SQL, latestWake } from '../../../src/session/life/schedule';
import { packRecord } from '../../../src/session/record/pack';
import { flushRecords } from '../../../src/session/record/write';
import { NOON, startClock, stopClock } from '../../support/clock';
import { storedOf } from '../../support/stored';
import { openOne } from '../open-one';

const MINUTE_MS = 60_000;

beforeEach(() => stopClock());
afterEach(() => startClock());

it('computes the same time of an alarm in SQL as in TypeScript', async () => {
  const { site_id, session_id } = await openOne();
  for (const minutes of [0, 20, 23.9 * 60]) {
    const { session } = await storedOf(session_id);
    if (session === null) throw new Error('the object has no state');
    const moved = { ...session, last_activity_at: NOON + minutes * MINUTE_MS };
    await flushRecords(env.DB, [packRecord({ ...moved, version: minutes + 2 })]);
    const due = env.DB.prepare(
      `SELECT ${LATEST_WAKE_SQL} AS at FROM sessions WHERE site_id = unhex(?, '-')`,
    );
    expect(await due.bind(site_id).first('at')).toBe(latestWake(moved, moved.last_activity_at));
  }
});
