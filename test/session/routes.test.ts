import { expect, it } from 'vitest';
import { asAdmin, makeSite, open, read, recordOf, request, type Shown, update } from '../api';
import { recordWhen } from '../support/stored';

const PATH = '/api/visitors/session';

const send = <T = Shown>(method: string, path: string, body: BodyInit, type?: string) =>
  request<T>(path, { method, body, headers: type === undefined ? {} : { 'content-type': type } });

it('serves a session through all five endpoints, and writes its record', async () => {
  const site_id = await makeSite();
  const url = 'https://shop.example/?utm_source=news';
  const { session_id } = (await open({ site_id, url })).data;
  await update({ session_id, site_id, page_views: 3 });
  const body = JSON.stringify({ email: ' A@Example.com ', create_task: true });
  const { lead_id } = (await send('POST', `${PATH}/${session_id}/identify`, body)).data;
  await send('POST', `${PATH}/end`, JSON.stringify({ session_id, exit_url: url }));
  const got = await read(session_id, site_id, asAdmin);
  expect(got.data).toMatchObject({
    status: 'ended',
    ended_by: 'client',
    exit_type: 'exit',
    lead: { id: lead_id, email: 'a@example.com', name: null, status: 'new' },
  });
  await recordWhen(session_id, ({ status }) => status === 'ended');
  expect(await recordOf(session_id)).toMatchObject({
    site_id,
    lead_id,
    page_views: 3,
    exit_url: url,
    ended_at: got.data.ended_at,
  });
});

it.each([
  ['an hour', 3_600_000],
  ['a day', 86_400_000],
])('holds a last activity %s ahead of our clock to the time received', async (_, aheadMs) => {
  const site_id = await makeSite();
  const { session_id, started_at } = (await open({ site_id })).data;
  const told = { session_id, site_id, last_activity_at: Date.now() + aheadMs };
  const updated = await update(told);
  expect(updated.status).toBe(200);
  expect(updated.data.last_activity_at).toBeGreaterThanOrEqual(started_at);
  expect(updated.data.last_activity_at).toBeLessThanOrEqual(updated.meta.server_time);
});

it.each([
  ['seconds', 1e-3, 'Give milliseconds since the Unix epoch, not seconds.'],
  ['microseconds', 1e3, 'Give milliseconds since the Unix epoch.'],
])('says that a last activity in %s is not in milliseconds', async (_, factor, message) => {
  const site_id = await makeSite();
  const { session_id } = (await open({ site_id })).data;
  const last_activity_at = Math.floor(Date.now() * factor);
  const refused = await update({ session_id, site_id, last_activity_at });
  expect(refused.status).toBe(400);
  expect(refused.error.details.issues).toEqual([{ path: 'last_activity_at', message }]);
});
