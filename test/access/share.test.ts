import { beforeAll, expect, it } from 'vitest';
import {
  ADMIN_KEY,
  asAdmin,
  expectFailure,
  identify,
  makeSite,
  open,
  read,
  readAnswer,
  request,
  send,
} from '../api';
import { ask } from '../support/ask';
import { identityOf, signIn } from '../support/sign-in';
import { BROKEN_DATABASE, FULL } from '../wire/refusals';

type Made = { share_id: string; token: string };

let site_id: string;
let session_id: string;
let visitor_id: string;
let lead_id: string;
let made: Made;

const share = async (siteId: string) =>
  (await send<Made>('POST', `/api/sites/${siteId}/shares`, { name: 'board' }, asAdmin)).data;
const by = ({ token }: Made) => ({ authorization: `Bearer ${token}` });
const get = (path: string, shown = made) => request(path, { headers: by(shown) });

const FIGURES = [
  '/api/reports/summary?period=today',
  '/api/reports/timeseries?period=today&country=!DE',
  '/api/reports/breakdown?period=today&by=city',
  '/api/reports/overview?period=today',
];

beforeAll(async () => {
  site_id = await makeSite({ name: 'Shop' });
  ({ session_id, visitor_id } = (await open({ site_id })).data);
  ({ lead_id } = (await identify(session_id, { email: 'ann@example.com' })).data);
  made = await share(site_id);
});

it('a share link says whose figures it shows', async () => {
  expect((await identityOf(by(made))).data).toEqual({
    role: 'share',
    site: { site_id, name: 'Shop', timezone: 'UTC' },
    expires_at: null,
  });
});

it('a share link shows the figures of its site, and of no other', async () => {
  for (const path of FIGURES) {
    expect((await get(path)).status).toBe(200);
    expect((await get(`${path}&site_id=${site_id}`)).status).toBe(200);
    expectFailure(await get(`${path}&site_id=${await makeSite()}`), 403, 'wrong_site');
  }
});

it('a share link shows nothing of a person', async () => {
  const people = [
    '/api/sessions',
    '/api/sessions/live',
    `/api/sessions/${session_id}/explain`,
    '/api/export/sessions?format=csv',
    `/api/visitors/${visitor_id}`,
    `/api/visitors/${visitor_id}/sessions`,
    '/api/leads',
    `/api/leads/${lead_id}`,
    `/api/leads/${lead_id}/sessions`,
    '/api/tasks',
    ...FIGURES.flatMap((path) => [
      `${path}&visitor_id=${visitor_id}`,
      `${path}&visitor_id=!${visitor_id}`,
      `${path}&lead_id=${lead_id}`,
      `${path}&lead_id=null`,
    ]),
    '/api/reports/breakdown?period=today&by=visitor_id',
    '/api/reports/breakdown?period=today&by=lead_id',
  ];
  for (const path of people) {
    const refused = await get(path);
    expectFailure(refused, 403, 'forbidden');
    expect(refused.error.message).toContain('share link');
  }
});

it('a share link changes nothing, and is no key at the five endpoints', async () => {
  const change = (method: string, path: string) =>
    send(method, path, { status: 'lost', name: 'x' }, by(made));
  expectFailure(await change('PATCH', `/api/leads/${lead_id}`), 403, 'forbidden');
  const visitor = `/api/visitors/${visitor_id}?site_id=${site_id}`;
  expectFailure(await change('DELETE', visitor), 403, 'forbidden');
  expectFailure(await open({ site_id }, by(made)), 401, 'unauthorized');
  expectFailure(await read(session_id, site_id, by(made)), 401, 'unauthorized');
  expectFailure(await identify(session_id, { name: 'x' }, by(made)), 401, 'unauthorized');
  expectFailure(await change('POST', '/api/sites'), 401, 'unauthorized');
  expectFailure(await get('/api/sites'), 401, 'unauthorized');
});

it('a share link goes before a cookie', async () => {
  const { cookie } = await signIn(ADMIN_KEY);
  const headers = { ...by(made), cookie };
  expectFailure(await request('/api/leads', { headers }), 403, 'forbidden');
  expect((await identityOf(headers)).data.role).toBe('share');
});

it('a share link is no key to sign in with', async () => {
  const headers = { origin: 'https://sessions.test', 'cf-connecting-ip': '192.0.2.40' };
  const refused = await send('POST', '/api/dashboard/session', { key: made.token }, headers);
  expectFailure(refused, 401, 'unauthorized');
});

it('a share link is over when it is revoked, and others are not', async () => {
  const other = await share(site_id);
  const path = `/api/sites/${site_id}/shares/${other.share_id}`;
  expect((await get(FIGURES[0] ?? '', other)).status).toBe(200);
  await request(path, { method: 'DELETE', headers: asAdmin });
  for (const figure of FIGURES) expectFailure(await get(figure, other), 401, 'unauthorized');
  expectFailure(await identityOf(by(other)), 401, 'unauthorized');
  expect((await get(FIGURES[0] ?? '')).status).toBe(200);
});

it('a token that was made up shows nothing', async () => {
  const { token } = made;
  const end = token.endsWith('0') ? '1' : '0';
  const elsewhere = (await makeSite()).replaceAll('-', '');
  for (const wrong of [
    `${token.slice(0, -1)}${end}`,
    token.replace(/^share_[0-9a-f]{32}/, `share_${elsewhere}`),
    token.replace(/^share_[0-9a-f]{32}/, `share_${'0'.repeat(32)}`),
    token.replace(/^share/, 'vs'),
    token.slice(0, -1),
  ]) {
    expectFailure(await get(FIGURES[0] ?? '', { ...made, token: wrong }), 401, 'unauthorized');
  }
});

it('a token costs no look into the database once an address has shown too many', async () => {
  const bindings = { WRITES_PER_CLIENT: FULL, DB: BROKEN_DATABASE };
  const elsewhere = crypto.randomUUID().replaceAll('-', '');
  const authorization = `Bearer share_${elsewhere}_${'0'.repeat(64)}`;
  const asked = new Request(`https://sessions.test${FIGURES[0]}`, { headers: { authorization } });
  expectFailure(await readAnswer(await ask(asked, bindings)), 429, 'rate_limited');
});
