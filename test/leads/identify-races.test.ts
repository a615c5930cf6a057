import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import { asId, type LeadId } from '../../src/ids/uuid';
import { sessionObject } from '../../src/session/object/stub';
import { asAdmin, identify, makeSite, read } from '../api';
import { recordWhen } from '../support/stored';
import { count, EMAIL, openOne } from './identified';

describe('identify', () => {
  it('makes one lead, new in one answer, and one task per session of 50 concurrent identifies', async () => {
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

  it('links a session to one of many concurrent emails, and makes no lead of the others', async () => {
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

  it('replaces a lead that another session of the visitor links meanwhile', async () => {
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
});

it('leaves no lead and no task of a refused identify when a visitor sends two at once', async () => {
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

it('keeps the lead of an identify when a link to another lead arrives meanwhile', async () => {
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
  const body = { site_id, email: EMAIL, create_task: true };
  const { status, data } = await identify(session_id, body, asAdmin);
  slow.mockRestore();
  expect(isLinked).toBe(true);
  expect(status).toBe(200);
  expect(data).toMatchObject({ lead_id: expect.any(String), task_id: expect.any(String) });
  expect(data.lead_id).not.toBe(other);
  expect((await read(session_id, site_id)).data.lead_id).toBe(data.lead_id);
});
