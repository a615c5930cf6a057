/** Records from before `sessions` had the visitor's id: it is in their details. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Breakdown } from '../../../src/reports/breakdown';
import type { SessionList } from '../../../src/reports/sessions';
import { asAdmin, end, identify, makeSite, open, read, request, send, update } from '../../api';
import { fetchExport, readLines, textOf } from '../../reports/exports';
import { passMs, startClock, stopClock } from '../../support/clock';
import { recordWhen, runAlarm, storedOf } from '../../support/stored';

const DAY_MS = 24 * 60 * 60 * 1000;
let site_id: string;

beforeEach(async () => {
  stopClock();
  site_id = await makeSite();
});

afterEach(() => startClock());

const get = async <T>(path: string, query: Record<string, string> = {}) =>
  (await request<T>(`${path}?${new URLSearchParams({ site_id, ...query })}`, { headers: asAdmin }))
    .data;

async function makeOld(): Promise<void> {
  await env.DB.exec(
    "UPDATE session_details SET visitor_id = (SELECT visitor_id FROM sessions WHERE session_id = session_details.session_id) WHERE visitor_id = unhex('')",
  );
  await env.DB.exec('UPDATE sessions SET visitor_id = NULL');
}

/** Visits that are over, with their objects gone: D1 alone knows them. */
async function visitTwice() {
  const ids: string[] = [];
  for (const email of ['ann@example.com', 'bob@example.com']) {
    const { session_id, visitor_id } = (await open({ site_id })).data;
    const { lead_id } = (await identify(session_id, { site_id, email }, asAdmin)).data;
    await end({ session_id, site_id });
    await recordWhen(session_id, (record) => record.ended_at !== null && record.lead_id !== null);
    ids.push(session_id, visitor_id, lead_id);
  }
  passMs(DAY_MS);
  const [first = '', visitor = '', lead = '', second = ''] = ids;
  for (const id of [first, second]) {
    await runAlarm(id);
    expect((await storedOf(id)).keys).toEqual([]);
  }
  return { first, second, visitor, lead };
}

const listVisitors = async () =>
  (
    await env.DB.prepare(
      "SELECT lower(hex(visitor_id)) AS visitor FROM sessions WHERE site_id = unhex(?, '-')",
    )
      .bind(site_id)
      .all()
  ).results;

it('are shown as all others, and have it after they were derived anew', async () => {
  const { first, second, visitor, lead } = await visitTwice();
  const look = async () => ({
    read: await Promise.all([first, second].map(async (id) => (await read(id, site_id)).data)),
    listed: await get<SessionList>('/api/sessions'),
    ofVisitor: await get<SessionList>(`/api/visitors/${visitor}/sessions`),
    ofLead: await get<SessionList>(`/api/leads/${lead}/sessions`),
    byVisitor: await get<Breakdown>('/api/reports/breakdown', { by: 'visitor_id' }),
    exported: readLines(await textOf(await fetchExport({ site_id, format: 'ndjson' }))),
  });
  const before = await look();
  expect(before.listed.sessions).toHaveLength(2);
  expect(before.ofLead.sessions.map(({ visitor_id }) => visitor_id)).toEqual([visitor]);
  expect(before.byVisitor.rows.map(({ value }) => value)).toContain(visitor);
  const visitors = await listVisitors();
  await makeOld();
  expect(await listVisitors()).toEqual([{ visitor: '' }, { visitor: '' }]);
  expect(await look()).toEqual(before);

  await send('POST', '/api/sessions/derive', {}, asAdmin);
  expect(await listVisitors()).toEqual(visitors);
  expect(await look()).toEqual(before);
});

it.each([
  ['', null],
  [', also where their details are lost', 'DELETE FROM session_details'],
])('have it when they are written again%s', async (_name, damage) => {
  const { session_id, visitor_id } = (await open({ site_id })).data;
  await recordWhen(session_id, () => true);
  await makeOld();
  if (damage !== null) await env.DB.exec(damage);
  await update({ site_id, session_id, page_views: 7 });
  await end({ session_id, site_id });
  const record = await recordWhen(session_id, ({ ended_at }) => ended_at !== null);
  expect(record).toMatchObject({ visitor_id, page_views: 7 });
  expect(await listVisitors()).toEqual([{ visitor: visitor_id.replaceAll('-', '') }]);
});
