import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { asId, type LeadId } from '../../src/ids/uuid';
import { sessionObject } from '../../src/session/object/stub';
import { asAdmin, end, identify, makeSite, read } from '../api';
import { count, EMAIL, openOne } from './identified';

describe('identify', () => {
  it('makes one lead of one email however it is written', async () => {
    const site_id = await makeSite();
    const { session_id } = await openOne(site_id);
    const other = await openOne(site_id);
    const first = await identify(session_id, { site_id, email: '  Ada@Example.COM ' }, asAdmin);
    const second = await identify(other.session_id, { site_id, email: EMAIL }, asAdmin);
    expect(first.data).toMatchObject({ is_new_lead: true, task_id: null });
    expect(second.data).toMatchObject({
      is_new_lead: false,
      lead_id: first.data.lead_id,
    });
  });

  it('changes nothing when repeated', async () => {
    const site_id = await makeSite();
    const { session_id } = await openOne(site_id);
    const first = await identify(session_id, { site_id, email: EMAIL, create_task: true });
    const again = await identify(session_id, { site_id, email: EMAIL, create_task: true });
    expect(again.data).toEqual({ ...first.data, ttl: again.data.ttl });
    expect(await count('tasks', site_id)).toBe(1);
  });

  it('fills in what a lead lacks and overwrites nothing', async () => {
    const site_id = await makeSite();
    const { session_id } = await openOne(site_id);
    await identify(session_id, { site_id, email: EMAIL, name: 'Ada' });
    await identify(session_id, { site_id, email: EMAIL, name: 'Mallory', phone: '+44 1' });
    const { data } = await read(session_id, site_id, asAdmin);
    expect(data.lead).toMatchObject({ email: EMAIL, name: 'Ada', status: 'new' });
    const row = await env.DB.prepare('SELECT phone FROM leads WHERE lead_id = ?')
      .bind(data.lead_id)
      .first();
    expect(row).toEqual({ phone: '+44 1' });
  });

  it('stores the email that a browser sends with a lead id as a claim, which servers read', async () => {
    const site_id = await makeSite();
    const { session_id } = await openOne(site_id);
    const lead_id = crypto.randomUUID();
    await identify(session_id, { site_id, lead_id, email: EMAIL });
    const { lead } = (await read(session_id, site_id, asAdmin)).data;
    expect(lead).toMatchObject({ id: lead_id, email: EMAIL });
    const other = await openOne(site_id);
    const reported = await identify(other.session_id, { site_id, email: EMAIL }, asAdmin);
    expect(reported.data).toMatchObject({ is_new_lead: true });
    expect(reported.data.lead_id).not.toBe(lead_id);
  });

  it('takes over a lead id not known yet, and refuses one of another site', async () => {
    const site_id = await makeSite();
    const lead_id = crypto.randomUUID();
    const { session_id } = await openOne(site_id);
    const taken = await identify(session_id, { site_id, lead_id, name: 'From the CRM' }, asAdmin);
    expect(taken.data).toMatchObject({ lead_id, is_new_lead: true });
    const foreign = await makeSite();
    const other = await openOne(foreign);
    const refused = await identify(other.session_id, { site_id: foreign, lead_id }, asAdmin);
    expect(refused.error.code).toBe('lead_not_found');
    expect((await read(other.session_id, foreign)).data.lead_id).toBeNull();
  });

  it('gives a browser the same answer whether or not the email is known', async () => {
    const site_id = await makeSite();
    const known = await openOne(site_id);
    await identify(known.session_id, { site_id, email: EMAIL });
    const shapes = [];
    for (const email of [EMAIL, 'nobody@example.com']) {
      const { session_id } = await openOne(site_id);
      const named = await identify(session_id, { site_id, name: 'Probe' });
      const reported = await identify(session_id, { site_id, email });
      const crm = await openOne(site_id);
      const lead_id = crypto.randomUUID();
      const both = await identify(crm.session_id, { site_id, lead_id, email });
      shapes.push([
        reported.status,
        reported.data.lead_id === named.data.lead_id,
        Object.keys(reported.data).sort(),
        both.status,
        both.data.lead_id === lead_id,
      ]);
    }
    expect(shapes[0]).toEqual(shapes[1]);
  });

  it('is allowed on an ended session', async () => {
    const site_id = await makeSite();
    const { session_id } = await openOne(site_id);
    await end({ site_id, session_id });
    const { status, data } = await identify(session_id, { site_id, email: EMAIL });
    expect(status).toBe(200);
    expect(data).toMatchObject({ status: 'ended', engaged: true, exit_type: 'exit' });
  });
});

it('answers a retried call that its lead is new', async () => {
  const site_id = await makeSite();
  const { session_id } = await openOne(site_id);
  const request = {
    email: EMAIL,
    create_task: true,
    replace: false,
    caller: 'server' as const,
    new_lead_id: asId<LeadId>(crypto.randomUUID()),
  };
  const object = sessionObject(env, session_id);
  const first = await object.identify(request, session_id, site_id);
  const again = await object.identify(request, session_id, site_id);
  expect(first).toMatchObject({ is_new_lead: true, lead_id: request.new_lead_id });
  expect(again).toEqual(first);
  const other = { ...request, new_lead_id: asId<LeadId>(crypto.randomUUID()) };
  expect(await object.identify(other, session_id, site_id)).toMatchObject({ is_new_lead: false });
});

describe('lead_data', () => {
  const leadOf = async (body: Record<string, unknown>) => {
    const site_id = await makeSite();
    const { session_id, visitor_id } = await openOne(site_id);
    const answer = await identify(session_id, { session_id, visitor_id, site_id, ...body });
    if (answer.status !== 200) return answer.error.details.issues;
    return env.DB.prepare('SELECT email, name, phone FROM leads WHERE site_id = ?')
      .bind(site_id)
      .first();
  };
  const ADA = { email: EMAIL, name: 'Ada', phone: '+44 1' };

  it.each<[string, Record<string, unknown>, unknown]>([
    ['is taken as if it stood flat', { lead_data: { ...ADA, email: ' Ada@Example.com ' } }, ADA],
    ['gives way to flat fields', { name: 'Ada', lead_data: { ...ADA, name: 'Bob' } }, ADA],
    ['is not read where a flat field stands', { ...ADA, lead_data: { email: 'no address' } }, ADA],
    [
      'may be blank where a form was not filled in',
      { lead_data: { email: EMAIL, name: '', phone: ' ' } },
      { ...ADA, name: null, phone: null },
    ],
    [
      'is refused without an address in it',
      { lead_data: { email: 'ada' } },
      [{ path: 'lead_data.email', message: 'Give one e-mail address.' }],
    ],
    [
      'is refused where all is blank',
      { lead_data: { email: '' } },
      [{ path: '', message: 'Give at least one of lead_id, email and name.' }],
    ],
  ])('%s', async (_, body, expected) => {
    expect(await leadOf(body)).toEqual(expected);
  });
});
