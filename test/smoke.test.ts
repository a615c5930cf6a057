import { expect, it } from 'vitest';
import { asAdmin, end, identify, makeSite, open, read, recordOf, update } from './api';

it('lives through all five endpoints', async () => {
  const site_id = await makeSite();
  const opened = await open({ site_id, url: 'https://shop.example/?utm_source=news' });
  expect(opened.body).toMatchObject({ success: true });
  expect(opened.status).toBe(201);
  const { session_id } = opened.body.data;
  expect((await update({ session_id, site_id, page_views: 3, active_time: 5 })).body.data.page_views).toBe(3);
  const id = await identify(session_id, { site_id, email: 'A@Example.com ', create_task: true }, asAdmin);
  expect(id.body).toMatchObject({ data: { is_new_lead: true } });
  const ended = await end({ session_id, exit_url: 'https://shop.example/bye' });
  expect(ended.body.data).toMatchObject({ status: 'ended', exit_type: 'exit' });
  const got = await read(session_id, site_id, asAdmin);
  console.log(JSON.stringify(got.body, null, 1));
  await new Promise((r) => setTimeout(r, 200));
  console.log(await recordOf(session_id));
});
