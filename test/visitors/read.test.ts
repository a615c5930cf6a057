import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Visitor } from '../../src/visitors/read';
import { asAdmin, end, expectFailure, identify, makeSite, open, request, update } from '../api';
import { readLead, type SessionPage } from '../leads/records';
import { passMs, startClock, stopClock } from '../support/clock';
import { eraseVisitor } from '../support/erasure';
import { recordWhen } from '../support/stored';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const UNKNOWN = '0199aaaa-0000-7000-8000-000000000008';
let site_id: string;

beforeEach(async () => {
  stopClock();
  site_id = await makeSite();
});

afterEach(() => startClock());

const readVisitor = (visitor_id: string) =>
  request<Visitor>(`/api/visitors/${visitor_id}?site_id=${site_id}`, { headers: asAdmin });
const listSessions = (visitor_id: string) =>
  request<SessionPage>(`/api/visitors/${visitor_id}/sessions?site_id=${site_id}`, {
    headers: asAdmin,
  });

async function openOne(body: Record<string, unknown> = {}) {
  const { session_id, visitor_id } = (await open({ site_id, ...body })).data;
  await recordWhen(session_id, () => true);
  return { session_id, visitor_id };
}

/** Ends it a minute after now. */
async function endOne(session_id: string, body: Record<string, unknown>) {
  passMs(MINUTE_MS);
  await update({ site_id, session_id, ...body });
  await end({ session_id });
  await recordWhen(session_id, ({ ended_at }) => ended_at !== null);
}

describe('a visitor', () => {
  it('is told by what their sessions come to, and by their lead', async () => {
    const first_seen_at = Date.now();
    const { session_id, visitor_id } = await openOne();
    await endOne(session_id, { page_views: 3, active_time: 20_000 });
    passMs(DAY_MS);
    const later = await openOne({ visitor_id });
    const { lead_id } = (await identify(later.session_id, { email: 'ann@example.com' })).data;
    await endOne(later.session_id, { page_views: 2, active_time: 5_000 });
    await openOne();
    const { data } = await readVisitor(visitor_id);
    expect(data).toEqual({
      visitor_id,
      site_id,
      first_seen_at,
      last_seen_at: first_seen_at + DAY_MS + 2 * MINUTE_MS,
      sessions: 2,
      totals: { page_views: 5, duration: 2 * MINUTE_MS, active_time: 25_000 },
      lead: (await readLead(site_id, lead_id)).data,
    });
  });

  it('has no lead before they have said who they are', async () => {
    const { visitor_id } = await openOne();
    expect((await readVisitor(visitor_id)).data).toMatchObject({ sessions: 1, lead: null });
  });

  it('has stayed for the maximum length, where D1 has a longer session open', async () => {
    const { session_id, visitor_id } = await openOne();
    await env.DB.prepare(
      `UPDATE sessions SET idle_timeout_ms = ?, last_activity_at = started_at + ?2, duration = ?2
      WHERE session_id = unhex(?3, '-')`,
    )
      .bind(10 * 60 * MINUTE_MS, DAY_MS - 1, session_id)
      .run();
    passMs(DAY_MS - 1);
    expect((await readVisitor(visitor_id)).data.totals.duration).toBe(DAY_MS - 1);
    passMs(1);
    expect((await readVisitor(visitor_id)).data.totals.duration).toBe(DAY_MS);
  });

  it('is not found when unknown or erased', async () => {
    const { visitor_id } = await openOne();
    await eraseVisitor(site_id, visitor_id);
    for (const id of [UNKNOWN, visitor_id]) {
      expectFailure(await readVisitor(id), 404, 'visitor_not_found');
      expectFailure(await listSessions(id), 404, 'visitor_not_found');
    }
    expectFailure(await readVisitor('x'), 400, 'validation_failed');
    expectFailure(await listSessions('x'), 400, 'validation_failed');
  });
});
