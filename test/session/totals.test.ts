import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asAdmin, BROWSER, end, makeSite, open, read, request } from '../api';
import { NOON, passMs, startClock, stopClock } from '../support/clock';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const url = 'https://shop.example/';
beforeEach(() => stopClock());
afterEach(() => startClock());

describe('a create that reports totals', () => {
  it('opens, resumes and reopens with them, and never lets them fall', async () => {
    const site_id = await makeSite();
    const id = crypto.randomUUID();
    const tell = async (page_views: number, active_time: number) => {
      const { data } = await open({
        site_id,
        id,
        url,
        page_views,
        active_time,
        sent_at: passMs(0),
      });
      return data;
    };
    expect(await tell(2, 0)).toMatchObject({ is_new_session: true, page_views: 2 });
    passMs(MINUTE_MS);
    const reported = { page_views: 3, active_time: 50 * SECOND_MS };
    expect(await tell(3, 50 * SECOND_MS)).toMatchObject({ is_new_session: false, ...reported });
    await end({ site_id, session_id: id, sent_at: passMs(SECOND_MS) });
    passMs(SECOND_MS);
    expect(await tell(1, 0)).toMatchObject({ reopened: true, ...reported });
    expect((await read(id, site_id)).data).toMatchObject(reported);
  });

  it('accepts them as form fields, too', async () => {
    const site_id = await makeSite();
    const fields = { site_id, url, page_views: '4', active_time: '0', sent_at: String(NOON) };
    const answer = await request('/api/visitors/session', {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    expect(answer.data).toMatchObject({ page_views: 4 });
  });

  it('does not apply them to the session that follows a final one', async () => {
    const site_id = await makeSite({ idle_timeout_ms: MINUTE_MS });
    const id = crypto.randomUUID();
    await open({ site_id, id, url, page_views: 1 });
    passMs(2 * MINUTE_MS);
    const { data } = await open({ site_id, id, url, page_views: 7, active_time: MINUTE_MS });
    expect(data).toMatchObject({ previous_session_id: id, page_views: 1, active_time: 0 });
    passMs(30 * SECOND_MS);
    await end({ site_id, session_id: data.session_id });
    const ended = await read(data.session_id, site_id);
    expect(ended.data).toMatchObject({ page_views: 1, active_time: 0 });
  });
});

it('limits a page to what time allows, and not a server', async () => {
  const site_id = await makeSite();
  const id = crypto.randomUUID();
  const claim = { site_id, id, url, page_views: 1_000_000 };
  const headers = { 'user-agent': BROWSER };
  expect((await open(claim, headers)).data.page_views).toBe(10);
  passMs(30 * SECOND_MS);
  expect((await open(claim, headers)).data.page_views).toBe(70);
  expect((await open(claim, asAdmin)).data.page_views).toBe(1_000_000);
});
