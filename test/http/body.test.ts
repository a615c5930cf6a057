import { beforeAll, describe, expect, it } from 'vitest';
import { type Identified, makeSite, open, request, type Shown } from '../api';

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
