import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mintSessionId } from '../../../src/session/session-id';
import { end, makeSite, open, read, update } from '../../api';
import { NOON, passMs, startClock, stopClock } from '../../support/clock';
import { recordWhen, runAlarm, storedOf } from '../../support/stored';
import { openOne } from '../open-one';

const MINUTE_MS = 60_000;

beforeEach(() => stopClock());
afterEach(() => startClock());

describe('the object', () => {
  it('keeps a final session while its id could be of a new session', async () => {
    const id = mintSessionId(NOON + 50_000);
    const site_id = await makeSite({ idle_timeout_ms: MINUTE_MS });
    expect((await open({ site_id, id })).status).toBe(201);
    await recordWhen(id, () => true);
    passMs(61_000);
    await runAlarm(id);
    expect((await read(id, site_id)).data.status).toBe('ended');
    const again = await open({ site_id, id });
    expect(again.data).toMatchObject({ is_new_session: true, previous_session_id: id });
    passMs(50_000);
    await runAlarm(id);
    expect((await storedOf(id)).keys).toEqual([]);
  });
});

describe('a final session', () => {
  async function finish() {
    const { site_id, session_id } = await openOne({ sent_at: NOON });
    passMs(5000);
    await end({ site_id, session_id, sent_at: NOON + 5000 });
    await recordWhen(session_id, ({ status }) => status === 'ended');
    passMs(31 * MINUTE_MS);
    while (await runAlarm(session_id));
    return { site_id, session_id };
  }

  it('is deleted from its object and answered from the record', async () => {
    const { site_id, session_id } = await finish();
    expect(await storedOf(session_id)).toEqual({ session: null, keys: [], alarmAt: null });
    expect((await read(session_id, site_id)).data).toMatchObject({
      status: 'ended',
      duration: 5000,
    });
    expect((await storedOf(session_id)).keys).toEqual([]);
  });

  it('takes a late message, and is cleaned up again', async () => {
    const { site_id, session_id } = await finish();
    const late = await update({ site_id, session_id, page_views: 7, sent_at: NOON + 4000 });
    expect(late.data).toMatchObject({ page_views: 7, status: 'ended' });
    await recordWhen(session_id, ({ page_views }) => page_views === 7);
    while (await runAlarm(session_id));
    expect((await storedOf(session_id)).keys).toEqual([]);
  });

  it('is followed by one new session, however many tabs open it again', async () => {
    const { site_id, session_id } = await finish();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => open({ site_id, id: session_id })),
    );
    const ids = new Set(answers.map(({ data }) => data.session_id));
    expect(ids.size).toBe(1);
    expect(ids.has(session_id)).toBe(false);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const first = (await read(session_id, site_id)).data;
    expect(answers[0]?.data).toMatchObject({
      previous_session_id: session_id,
      visitor_id: first.visitor_id,
    });
  });
});

it('does not connect a private final session with the next one', async () => {
  const site_id = await makeSite();
  const quiet = (await open({ site_id }, { 'sec-gpc': '1' })).data;
  passMs(31 * 60 * 1000);
  const next = (await open({ site_id, id: quiet.session_id })).data;
  expect(next).toMatchObject({ is_new_session: true, previous_session_id: null });
  expect(next.visitor_id).not.toBe(quiet.visitor_id);
});
