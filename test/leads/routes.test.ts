import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  asAdmin,
  expectFailure,
  identify,
  makeKey,
  makeSite,
  open,
  read,
  request,
  send,
} from '../api';
import { recordWhen } from '../support/stored';
import { changeLead, changeTask, listLeads, listTasks, readLead } from './records';

const SHOP = 'https://shop.example';
const UNKNOWN = '0199aaaa-0000-7000-8000-000000000009';
const keys = { write: '', read: '', all: '', foreign: '' };
let site_id: string;
let other_site: string;
const one = { lead_id: '', task_id: '', session_id: '', visitor_id: '' };

beforeAll(async () => {
  site_id = await makeSite({ allowed_origins: [SHOP] });
  other_site = await makeSite();
  for (const scope of ['write', 'read', 'all'] as const)
    keys[scope] = (await makeKey(site_id, scope)).key;
  keys.foreign = (await makeKey(other_site)).key;
});

const show = (key: string) => ({ 'x-api-key': key });

beforeEach(async () => {
  const { session_id, visitor_id } = (await open({ site_id }, show(keys.all))).data;
  await recordWhen(session_id, () => true);
  const email = `${session_id}@example.com`;
  const ann = { email, name: 'Ann', phone: '+49 1', create_task: true };
  const { lead_id, task_id } = (await identify(session_id, ann, show(keys.all))).data;
  Object.assign(one, { lead_id, task_id, session_id, visitor_id });
});

const reads = () => [
  '/api/leads',
  `/api/leads/${one.lead_id}`,
  `/api/leads/${one.lead_id}/sessions`,
  '/api/tasks',
  `/api/visitors/${one.visitor_id}`,
  `/api/visitors/${one.visitor_id}/sessions`,
];
const changes = (): [path: string, body: object][] => [
  [`/api/leads/${one.lead_id}`, { status: 'lost' }],
  [`/api/tasks/${one.task_id}`, { status: 'failed' }],
];

describe('leads, tasks and visitors', () => {
  it('are read by keys with the scope read or all, without site_id', async () => {
    for (const path of reads()) {
      for (const key of [keys.read, keys.all])
        expect((await request(path, { headers: show(key) })).status, path).toBe(200);
      const refused = await request(path, { headers: show(keys.write) });
      expectFailure(refused, 403, 'forbidden');
      expect(refused.error.message).toContain('the scope "read" or "all"');
    }
  });

  it('are changed by keys with the scope write or all', async () => {
    for (const [path, body] of changes()) {
      for (const key of [keys.write, keys.all])
        expect((await send('PATCH', path, body, show(key))).status, path).toBe(200);
      const refused = await send('PATCH', path, body, show(keys.read));
      expectFailure(refused, 403, 'forbidden');
      expect(refused.error.message).toContain('the scope "write" or "all"');
    }
  });

  it('are for the operator, who names the site', async () => {
    const asked = `?site_id=${site_id}`;
    for (const path of reads()) {
      expect((await request(path + asked, { headers: asAdmin })).status, path).toBe(200);
      const refused = await request(path, { headers: asAdmin });
      expectFailure(refused, 400, 'validation_failed');
      expect(refused.error.details.issues?.[0]?.path).toBe('site_id');
    }
    for (const [path, body] of changes())
      expect((await send('PATCH', path + asked, body, asAdmin)).status, path).toBe(200);
  });

  it('are for no page, be it behind a proxy of the site', async () => {
    const asked = `?site_id=${site_id}`;
    const page = { origin: SHOP };
    const pages: HeadersInit[] = [page, { ...page, 'x-proxy-key': keys.all }];
    for (const headers of pages) {
      for (const path of reads())
        expectFailure(await request(path + asked, { headers }), 403, 'forbidden');
      for (const [path, body] of changes())
        expectFailure(await send('PATCH', path + asked, body, headers), 403, 'forbidden');
    }
  });

  it('are for nobody without a key, or with one of another site', async () => {
    for (const path of reads()) {
      expectFailure(await request(path), 401, 'unauthorized');
      expectFailure(await request(path, { headers: show('wrong') }), 401, 'unauthorized');
      const named = `${path}?site_id=${site_id}`;
      expectFailure(await request(named, { headers: show(keys.foreign) }), 403, 'wrong_site');
    }
  });

  it('of another site are not found', async () => {
    for (const path of reads().filter((path) => !/(leads|tasks)$/.test(path))) {
      const answer = await request(path, { headers: show(keys.foreign) });
      expect([answer.status, answer.code], path).toEqual([
        404,
        path.startsWith('/api/leads') ? 'lead_not_found' : 'visitor_not_found',
      ]);
    }
    for (const [path, body] of changes())
      expect((await send('PATCH', path, body, show(keys.foreign))).status, path).toBe(404);
    expect((await listLeads(other_site)).data.leads).toEqual([]);
    expect((await listTasks(other_site)).data.tasks).toEqual([]);
    expect((await readLead(site_id, one.lead_id)).data.status).toBe('new');
  });
});

describe('a change of a lead', () => {
  it('is read back, and changes nothing else', async () => {
    const before = (await readLead(site_id, one.lead_id)).data;
    const changed = await changeLead(site_id, one.lead_id, {
      status: 'qualified',
      name: ' Ann Lee ',
    });
    expect(changed.data).toEqual({
      ...before,
      status: 'qualified',
      name: 'Ann Lee',
      updated_at: changed.data.updated_at,
    });
    expect(changed.data.updated_at).toBeGreaterThanOrEqual(before.updated_at);
    expect((await readLead(site_id, one.lead_id)).data).toEqual(changed.data);
    const { lead } = (await read(one.session_id, site_id, asAdmin)).data;
    expect(lead).toMatchObject({ id: one.lead_id, name: 'Ann Lee', status: 'qualified' });
  });

  it('removes a name or phone with null, which an identify fills in again', async () => {
    const { data } = await changeLead(site_id, one.lead_id, { name: null, phone: null });
    expect([data.name, data.phone]).toEqual([null, null]);
    await identify(one.session_id, { lead_id: one.lead_id, name: 'Anna' }, show(keys.all));
    expect((await readLead(site_id, one.lead_id)).data).toMatchObject({
      name: 'Anna',
      phone: null,
    });
  });

  it.each([
    [{}],
    [{ status: 'open' }],
    [{ status: null }],
    [{ name: '' }],
    [{ name: 'x'.repeat(257) }],
    [{ phone: 5 }],
    [{ email: 'new@example.com' }],
  ])('to %o is refused', async (body) => {
    const before = (await readLead(site_id, one.lead_id)).data;
    expectFailure(await changeLead(site_id, one.lead_id, body), 400, 'validation_failed');
    expect((await readLead(site_id, one.lead_id)).data).toEqual(before);
  });

  it('that is unknown is not found', async () => {
    const change = { status: 'lost' };
    expectFailure(await changeLead(site_id, UNKNOWN, change), 404, 'lead_not_found');
    expectFailure(await readLead(site_id, UNKNOWN), 404, 'lead_not_found');
    expectFailure(await changeTask(site_id, UNKNOWN, { status: 'failed' }), 404, 'task_not_found');
  });
});
