/** Erasure by the API, and what must be left afterwards: nothing. */
import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import { asAdmin, end, open, read, recordOf, request, update } from '../api';
import { RECORDS } from '../rig/records';
import { passMs } from './clock';
import { recordWhen, runAlarm, storedOf } from './stored';

export const eraseVisitor = (site_id: string, visitor_id: string, headers: HeadersInit = asAdmin) =>
  request<{ visitor_id: string; erased_sessions: number }>(
    `/api/visitors/${visitor_id}?site_id=${site_id}`,
    { method: 'DELETE', headers },
  );
export const eraseSession = (site_id: string, session_id: string, headers: HeadersInit = asAdmin) =>
  request<{ session_id: string; erased: true }>(
    `/api/visitors/session?session_id=${session_id}&site_id=${site_id}`,
    {
      method: 'DELETE',
      headers,
    },
  );

/** Opens a session and waits for its record. */
export async function openOne(site_id: string, body: Record<string, unknown> = {}) {
  const { session_id, visitor_id } = (await open({ site_id, ...body })).data;
  await recordWhen(session_id, () => true);
  return { session_id, visitor_id };
}

/** The session is unknown, and neither its object nor D1 has anything of it. */
export async function expectGone(session_id: string, site_id: string) {
  passMs(10);
  expect((await end({ session_id, site_id })).status).toBe(404);
  expect((await update({ session_id, site_id, page_views: 9 })).status).toBe(404);
  expect((await read(session_id, site_id)).status).toBe(404);
  await runAlarm(session_id);
  expect((await storedOf(session_id)).keys).toEqual([]);
  expect(await recordOf(session_id)).toBeNull();
}

/** D1 has no row of the site but its own. */
export async function expectNothingOf(site_id: string) {
  for (const table of ['leads', 'tasks', 'visitor_leads', 'sessions']) {
    const { results } = await env.DB.prepare(
      `SELECT * FROM ${table === 'sessions' ? RECORDS : table} WHERE site_id = ?`,
    )
      .bind(site_id)
      .all();
    expect(results, table).toEqual([]);
  }
}
