import { beforeAll, expect, it } from 'vitest';
import { makeSite, open, read, request, type Shown, update } from '../api';
import { recordWhen, storedOf } from '../support/stored';

const PATH = '/api/visitors/session';

let site_id: string;

beforeAll(async () => {
  site_id = await makeSite();
});

const send = <T = Shown>(method: string, path: string, body: BodyInit, type?: string) =>
  request<T>(path, { method, body, headers: type === undefined ? {} : { 'content-type': type } });

async function openNew(): Promise<string> {
  return (await open({ site_id })).data.session_id;
}

it('ignores unknown fields and stores them nowhere', async () => {
  const stray = { stray: 'STRAY', is_bot: true, page_views: 77, lead_id: crypto.randomUUID() };
  const device = { type: 'desktop', stray: 'STRAY' };
  const utm_params = { source: 's', stray: 'STRAY' };
  const opened = await open({ site_id, ...stray, device, utm_params, location: stray });
  expect(opened.status).toBe(201);
  expect(opened.data).toMatchObject({ is_bot: false, lead_id: null });
  expect(opened.data.page_views).not.toBe(77);
  const { session_id } = opened.data;
  const started_at = 1_000_000_000_000;
  const updated = await update({ session_id, site_id, ...stray, page_views: 2, started_at });
  expect(updated.data).toMatchObject({
    started_at: opened.data.started_at,
    lead_id: null,
  });
  const record = await recordWhen(session_id, () => true);
  const everything = JSON.stringify([
    opened.body,
    updated.body,
    record,
    await storedOf(session_id),
  ]);
  expect(everything).not.toContain('STRAY');
});

it('accepts null in every optional field, as if it were absent', async () => {
  const names = [
    ...['id', 'fingerprint', 'visitor_id', 'device', 'browser', 'location', 'referrer', 'url'],
    ...['utm_params', 'utm_source', 'consent', 'custom_data', 'previous_session_id', 'sent_at'],
    ...['page_views', 'active_time'],
  ];
  const nulls = (fields: string[]) => Object.fromEntries(fields.map((name) => [name, null]));
  const opened = await open({ site_id, ...nulls(names) });
  expect(opened.status).toBe(201);
  const { session_id } = opened.data;
  const inner = await open({
    site_id,
    device: { type: null, os: null, screen_size: null, cpu_cores: null, touch_support: null },
    browser: { name: null },
    location: { country: null },
    utm_params: { source: null, utm_source: null },
  });
  expect(inner.status).toBe(201);
  expect(inner.data).toMatchObject({
    device: opened.data.device,
    browser: opened.data.browser,
  });
  const fields = ['last_activity_at', 'current_url', 'page_views', 'active_time', 'custom_data'];
  const updated = await update({ session_id, site_id, ...nulls([...fields, 'sent_at']) });
  expect(updated.status).toBe(200);
  const names2 = ['site_id', 'lead_id', 'email', 'phone', 'create_task', 'replace'];
  const body = JSON.stringify({ ...nulls(names2), name: 'Ada' });
  const identified = await send('POST', `${PATH}/${session_id}/identify`, body);
  expect(identified.data).toMatchObject({ task_id: null });
  const names3 = ['site_id', 'exit_url', 'exit_type', 'duration', 'page_views', 'active_time'];
  const ended = await send('POST', `${PATH}/end`, JSON.stringify({ session_id, ...nulls(names3) }));
  expect(ended.data).toMatchObject({ status: 'ended', exit_url: null });
});

it('accepts ids in upper case', async () => {
  const session_id = await openNew();
  const got = await read(session_id.toUpperCase(), site_id.toUpperCase());
  expect(got.data).toMatchObject({ session_id, site_id });
});
