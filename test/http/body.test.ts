import { beforeAll, describe, expect, it } from 'vitest';
import {
  asAdmin,
  type Identified,
  makeSite,
  open,
  type Read,
  read,
  recordOf,
  request,
  type Shown,
  update,
} from '../api';
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

/** Bytes: `fetch` gives a string a type of its own. */
const bytes = (text: string) => new TextEncoder().encode(text);

describe.each([
  ['application/json'],
  ['application/json; charset=utf-8'],
  ['Application/JSON'],
  ['text/plain'],
  ['text/plain;charset=UTF-8'],
  [undefined],
])('a JSON body of type %s', (type) => {
  it('is understood by all endpoints that take one', async () => {
    const at = <T = Shown>(method: string, path: string, body: object) =>
      send<T>(method, path, bytes(JSON.stringify(body)), type);
    const custom_data = { cart: 'Ünïcödé 🎉' };
    const opened = await at('POST', PATH, { site_id, custom_data });
    expect(opened.status).toBe(201);
    expect(opened.data).toMatchObject({ custom_data, is_new_session: true });
    const { session_id } = opened.data;
    const updated = await at('PUT', PATH, { site_id, session_id, page_views: 4 });
    expect(updated.data.page_views).toBe(4);
    const identified = await at('POST', `${PATH}/${session_id}/identify`, { name: 'Ada' });
    expect(identified.data.lead_id).toMatch(/^[0-9a-f-]{36}$/);
    const ended = await at('POST', `${PATH}/end`, { session_id, exit_url: 'https://a.example/' });
    expect(ended.status).toBe(200);
    expect(ended.data).toMatchObject({ status: 'ended', exit_url: 'https://a.example/' });
  });
});

it('understands a beacon: a Blob, and a string, as browsers send them', async () => {
  for (const type of ['text/plain;charset=UTF-8', 'application/json']) {
    const session_id = await openNew();
    const body = new Blob([JSON.stringify({ session_id })], { type });
    const ended = await request(`${PATH}/end`, { method: 'POST', body });
    expect(ended.data).toMatchObject({ session_id, status: 'ended' });
  }
});

describe('a form', () => {
  const form = <T = Shown>(method: string, path: string, fields: Record<string, string>) =>
    send<T>(method, path, new URLSearchParams(fields));

  it('opens a session, with objects as JSON and flat utm fields', async () => {
    const { status, data } = await form('POST', PATH, {
      site_id,
      referrer: 'https://search.example/?q=a+b',
      utm_source: 'news letter',
      utm_medium: 'e&mail',
      custom_data: '{"plan":"pro","seats":3}',
      device: '{"type":"tablet","os":"iPadOS"}',
    });
    expect(status).toBe(201);
    expect(data).toMatchObject({
      referrer: 'https://search.example/?q=a+b',
      utm_params: { source: 'news letter', medium: 'e&mail', campaign: null },
      custom_data: { plan: 'pro', seats: 3 },
      device: { type: 'tablet', os: { name: 'iPadOS' } },
    });
  });

  it('gives numbers and booleans their types', async () => {
    const session_id = await openNew();
    const updated = await form('PUT', PATH, { site_id, session_id, page_views: '7' });
    expect(updated.data.page_views).toBe(7);
    const fields = { email: 'form@example.com', create_task: 'true' };
    const identified = await form<Identified>('POST', `${PATH}/${session_id}/identify`, fields);
    expect(identified.data.task_id).toMatch(/^[0-9a-f-]{36}$/);
    const ended = await form('POST', `${PATH}/end`, { session_id, exit_type: 'bounce' });
    expect(ended.data).toMatchObject({ exit_type: 'bounce', page_views: 7 });
  });

  it('leaves text that looks like a number a text', async () => {
    const { data } = await form('POST', PATH, { site_id, utm_campaign: '2026', fingerprint: '12' });
    expect(data).toMatchObject({ utm_params: { campaign: '2026' }, fingerprint: '12' });
  });

  it.each([
    ['page_views', '0x10'],
    ['page_views', '1e3'],
    ['page_views', ''],
    ['page_views', '-1'],
    ['page_views', '1.5'],
    ['page_views', '9'.repeat(400)],
    ['sent_at', 'NaN'],
    ['last_activity_at', 'Infinity'],
  ])('with %s=%s is refused', async (field, value) => {
    const session_id = await openNew();
    const { status, error } = await form('PUT', PATH, { site_id, session_id, [field]: value });
    expect([status, error.code]).toEqual([400, 'validation_failed']);
    expect(error.details.issues?.[0]?.path).toBe(field);
  });

  it('with an object that is no JSON, or a __proto__ field, is refused', async () => {
    const broken = await form('POST', PATH, { site_id, custom_data: '{plan' });
    expect([broken.status, broken.error.code]).toEqual([400, 'invalid_json']);
    const proto = await form('POST', PATH, { site_id, ['__proto__']: 'x' });
    expect([proto.status, proto.error.code]).toEqual([400, 'validation_failed']);
  });
});

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

it('takes null for absent, in every optional field', async () => {
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

it('takes upper-case ids for the same ids', async () => {
  const session_id = await openNew();
  const got = await read(session_id.toUpperCase(), site_id.toUpperCase());
  expect(got.data).toMatchObject({ session_id, site_id });
});

it('says in every answer when, how fast, and under which request id', async () => {
  const before = Date.now();
  const headers = { 'x-request-id': 'mine-1' };
  const { body, meta, headers: answered } = await request('/', { headers });
  expect(body).toMatchObject({ success: true, meta: { api_version: '1.0' } });
  expect(meta.server_time).toBeGreaterThanOrEqual(before);
  expect(meta.processing_time).toBeGreaterThanOrEqual(0);
  expect(answered.get('x-request-id')).toBe('mine-1');
  const odd = await request('/', { headers: { 'x-request-id': '<script>' } });
  expect(odd.headers.get('x-request-id')).toMatch(/^[\w=-]{8,64}$/);
});

it('shows where the session can be read', async () => {
  const { data } = await open({ site_id });
  const url = new URL(data.session_url);
  const got = await request<Read>(`${url.pathname}${url.search}`);
  expect(got.data.session_id).toBe(data.session_id);
});

it('answers HEAD like GET without a body, and OPTIONS with 204', async () => {
  const session_id = await openNew();
  const query = `?session_id=${session_id}&site_id=${site_id}`;
  const head = await request(`${PATH}${query}`, { method: 'HEAD' });
  expect([head.status, head.body]).toEqual([200, null]);
  const options = await request(PATH, { method: 'OPTIONS' });
  expect([options.status, options.body]).toEqual([204, null]);
});

it('answers /healthz', async () => {
  expect((await request('/healthz')).data).toEqual({ status: 'ok' });
});

it('lives through all five endpoints, and D1 has the record', async () => {
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
