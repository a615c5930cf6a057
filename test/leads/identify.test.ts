import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import { asId, type LeadId } from '../../src/ids/uuid';
import { sessionObject } from '../../src/session/object/stub';
import { asAdmin, end, identify, makeSite, open, read } from '../api';
import { recordWhen } from '../support/stored';

const EMAIL = 'ada@example.com';

async function openOne(site_id: string, body: Record<string, unknown> = {}) {
  const answer = (await open({ site_id, ...body })).data;
  await recordWhen(answer.session_id, () => true);
  return { session_id: answer.session_id, visitor_id: answer.visitor_id };
}

const count = async (table: 'leads' | 'tasks' | 'visitor_leads', site_id: string) =>
  Number(
    (
      await env.DB.prepare(`SELECT COUNT(*) AS n FROM ${table} WHERE site_id = ?`)
        .bind(site_id)
        .first<{ n: number }>()
    )?.n,
  );

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

  it('makes one lead, told as new once, and one task per session of 50 racing identifies', async () => {
    const site_id = await makeSite();
    const sessions = await Promise.all(Array.from({ length: 5 }, () => openOne(site_id)));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        identify(
          sessions[n % 5]?.session_id ?? '',
          { site_id, email: EMAIL, create_task: true },
          asAdmin,
        ),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ data }) => data.lead_id)).size).toBe(1);
    expect(answers.filter(({ data }) => data.is_new_lead)).toHaveLength(1);
    expect(new Set(answers.map(({ data }) => data.task_id)).size).toBe(5);
    expect(await count('leads', site_id)).toBe(1);
    expect(await count('tasks', site_id)).toBe(5);
  });

  it('gives a session racing for two emails to one of them, and makes no lead of the other', async () => {
    const site_id = await makeSite();
    const { session_id } = await openOne(site_id);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        identify(session_id, { site_id, email: `visitor${n}@example.com` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'lead_conflict')).toHaveLength(19);
    expect(await count('leads', site_id)).toBe(1);
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

  it('takes a name told first along to the lead of the email told later', async () => {
    const site_id = await makeSite();
    const { session_id } = await openOne(site_id);
    const named = await identify(session_id, {
      site_id,
      name: 'Ann',
      phone: '123',
      create_task: true,
    });
    const told = await identify(session_id, { site_id, email: 'ann@example.com' });
    expect(told.data.lead_id).not.toBe(named.data.lead_id);
    expect(told.data.task_id).toBe(named.data.task_id);
    const { lead } = (await read(session_id, site_id, asAdmin)).data;
    expect(lead).toMatchObject({ email: 'ann@example.com', name: 'Ann' });
  });

  it('gives the session to whoever says so in it, and leaves the one before as it was', async () => {
    const site_id = await makeSite();
    const ann = await openOne(site_id);
    await identify(ann.session_id, { site_id, email: EMAIL, name: 'Ada', create_task: true });
    const { visitor_id } = ann;
    const next = await openOne(site_id, { visitor_id });
    await vi.waitFor(async () => {
      const { lead } = (await read(next.session_id, site_id, asAdmin)).data;
      expect(lead).toMatchObject({ email: EMAIL });
    });
    const told = await identify(next.session_id, { site_id, email: 'bob@example.com' });
    expect(told.status).toBe(200);
    const leadOf = async (id: string) => (await read(id, site_id, asAdmin)).data.lead;
    expect(await leadOf(next.session_id)).toMatchObject({ email: 'bob@example.com', name: null });
    expect(await leadOf(ann.session_id)).toMatchObject({ email: EMAIL, name: 'Ada' });
    expect(await count('tasks', site_id)).toBe(1);
    // Who was last to say so is who the visitor is taken for from now on.
    const later = await openOne(site_id, { visitor_id });
    await vi.waitFor(async () =>
      expect(await leadOf(later.session_id)).toMatchObject({ email: 'bob@example.com' }),
    );
    const again = await identify(next.session_id, { site_id, email: EMAIL });
    expect([again.status, again.error?.code]).toEqual([409, 'lead_conflict']);
  });

  it('leaves the name of the visitor before with that visitor', async () => {
    const site_id = await makeSite();
    const ann = await openOne(site_id);
    await identify(ann.session_id, { site_id, name: 'Ann', phone: '123' });
    const next = await openOne(site_id, { visitor_id: ann.visitor_id });
    await vi.waitFor(async () =>
      expect((await read(next.session_id, site_id)).data.lead_id).not.toBeNull(),
    );
    await identify(next.session_id, { site_id, email: 'bob@example.com' });
    const { lead } = (await read(next.session_id, site_id, asAdmin)).data;
    expect(lead).toMatchObject({ email: 'bob@example.com', name: null });
    const before = (await read(ann.session_id, site_id, asAdmin)).data.lead;
    expect(before).toMatchObject({ email: null, name: 'Ann' });
  });

  it('keeps the email a browser tells for a lead id as a claim that servers read', async () => {
    const site_id = await makeSite();
    const { session_id } = await openOne(site_id);
    const lead_id = crypto.randomUUID();
    await identify(session_id, { site_id, lead_id, email: EMAIL });
    const { lead } = (await read(session_id, site_id, asAdmin)).data;
    expect(lead).toMatchObject({ id: lead_id, email: EMAIL });
    const other = await openOne(site_id);
    const told = await identify(other.session_id, { site_id, email: EMAIL }, asAdmin);
    expect(told.data).toMatchObject({ is_new_lead: true });
    expect(told.data.lead_id).not.toBe(lead_id);
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

  it('moves a session to another lead for a server that asks for it, and for nobody else', async () => {
    const site_id = await makeSite();
    const { session_id } = await openOne(site_id);
    const first = await identify(session_id, { site_id, email: EMAIL });
    const refused = await identify(session_id, { site_id, email: 'grace@example.com' }, asAdmin);
    expect(refused.error.code).toBe('lead_conflict');
    expect(await count('leads', site_id)).toBe(1);
    const moved = await identify(
      session_id,
      { site_id, email: 'grace@example.com', replace: true },
      asAdmin,
    );
    expect(moved.status).toBe(200);
    expect(moved.data.lead_id).not.toBe(first.data.lead_id);
    expect((await read(session_id, site_id)).data.lead_id).toBe(moved.data.lead_id);
  });

  it('replaces even a lead that another session of the visitor brings meanwhile', async () => {
    const site_id = await makeSite();
    const { session_id } = await openOne(site_id);
    const other = await openOne(site_id);
    const { lead_id } = (await identify(other.session_id, { site_id, email: EMAIL })).data;
    await recordWhen(other.session_id, (record) => record.lead_id === lead_id);
    const database = Object.getPrototypeOf(env.DB);
    const batch = database.batch;
    vi.spyOn(database, 'batch').mockImplementationOnce(async function (this: unknown, ...args) {
      await sessionObject(env, session_id).link(session_id, site_id, lead_id);
      return batch.apply(this, args);
    });
    const body = { site_id, email: 'grace@example.com', replace: true };
    const moved = await identify(session_id, body, asAdmin);
    vi.restoreAllMocks();
    expect(moved.status).toBe(200);
    expect(moved.data.lead_id).not.toBe(lead_id);
    expect((await read(session_id, site_id)).data.lead_id).toBe(moved.data.lead_id);
  });

  it('answers a browser alike whether the email it tells is known or not', async () => {
    const site_id = await makeSite();
    const known = await openOne(site_id);
    await identify(known.session_id, { site_id, email: EMAIL });
    const shapes = [];
    for (const email of [EMAIL, 'nobody@example.com']) {
      const { session_id } = await openOne(site_id);
      const named = await identify(session_id, { site_id, name: 'Probe' });
      const told = await identify(session_id, { site_id, email });
      const crm = await openOne(site_id);
      const lead_id = crypto.randomUUID();
      const both = await identify(crm.session_id, { site_id, lead_id, email });
      shapes.push([
        told.status,
        told.data.lead_id === named.data.lead_id,
        Object.keys(told.data).sort(),
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

describe('the visitor', () => {
  const leadOf = async (session_id: string, site_id: string) =>
    (await read(session_id, site_id)).data.lead_id;

  it('brings the lead to its earlier and its later sessions', async () => {
    const site_id = await makeSite();
    const { session_id: earlier, visitor_id } = await openOne(site_id);
    const { session_id } = await openOne(site_id, { visitor_id });
    const { lead_id } = (await identify(session_id, { site_id, email: EMAIL })).data;
    await recordWhen(earlier, (record) => record.lead_id === lead_id);
    expect(await leadOf(earlier, site_id)).toBe(lead_id);
    const { session_id: later } = (await open({ site_id, visitor_id })).data;
    await recordWhen(later, (record) => record.lead_id === lead_id);
    expect(await leadOf(later, site_id)).toBe(lead_id);
  });

  it('keeps the lead a session has', async () => {
    const site_id = await makeSite();
    const { session_id: first, visitor_id } = await openOne(site_id);
    const { session_id: second } = await openOne(site_id, { visitor_id });
    const answers = await Promise.all([
      identify(first, { site_id, email: EMAIL }),
      identify(second, { site_id, email: 'grace@example.com' }),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const own = await Promise.all([first, second].map((id) => leadOf(id, site_id)));
    answers.forEach((answer, index) => {
      if (answer.status === 200) expect(own[index]).toBe(answer.data.lead_id);
    });
    // Both leads are known to be the visitor's, for erasure; only one is handed on.
    expect(await count('visitor_leads', site_id)).toBe(
      answers.filter(({ status }) => status === 200).length,
    );
  });
});

it('leaves no lead and no task of a refusal when a visitor says two things at once', async () => {
  for (let round = 0; round < 10; round += 1) {
    const site_id = await makeSite();
    const one = await openOne(site_id);
    const two = await openOne(site_id, { visitor_id: one.visitor_id });
    const answers = await Promise.all(
      [one, two].map(({ session_id }, index) =>
        identify(
          session_id,
          { site_id, email: `${index}@example.com`, create_task: true },
          asAdmin,
        ),
      ),
    );
    const accepted = answers.filter(({ status }) => status === 200);
    expect(accepted.length).toBeGreaterThan(0);
    expect(await count('leads', site_id)).toBe(accepted.length);
    expect(await count('tasks', site_id)).toBe(accepted.length);
    for (const { data } of accepted) {
      const session = (await read(data.session_id, site_id)).data;
      expect(session.lead_id).toBe(data.lead_id);
    }
  }
});

it('keeps what an identify has made when a link to another lead comes in between', async () => {
  const site_id = await makeSite();
  const { session_id } = await openOne(site_id);
  const other = asId<LeadId>(crypto.randomUUID());
  const database = Object.getPrototypeOf(env.DB);
  const batch = database.batch;
  let isLinked = false;
  const slow = vi.spyOn(database, 'batch').mockImplementation(async function (
    this: D1Database,
    ...given: unknown[]
  ) {
    const results = await batch.apply(this, given);
    if (!isLinked) {
      isLinked = true;
      await sessionObject(env, session_id).link(session_id, site_id, other);
    }
    return results;
  });
  const said = { site_id, email: EMAIL, create_task: true };
  const { status, data } = await identify(session_id, said, asAdmin);
  slow.mockRestore();
  expect(isLinked).toBe(true);
  expect(status).toBe(200);
  expect(data).toMatchObject({ lead_id: expect.any(String), task_id: expect.any(String) });
  expect(data.lead_id).not.toBe(other);
  expect((await read(session_id, site_id)).data.lead_id).toBe(data.lead_id);
});

it('tells a call that is made again, since its answer was lost, that its lead is new', async () => {
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
