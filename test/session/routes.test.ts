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
