import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ListedSession } from '../../../src/session/record/list';
import { asAdmin, end, identify, makeSite, open, type Read, read, request } from '../../api';
import { countD1Rows } from '../../cost/count';
import { listSessionsOfLead, type SessionPage } from '../../leads/records';
import { copyRecord } from '../../rig/records';
import { passMs, startClock, stopClock } from '../../support/clock';
import { walkPages } from '../../support/pages';
import { recordWhen } from '../../support/stored';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
let site_id: string;

beforeEach(async () => {
  stopClock();
  site_id = await makeSite();
});

afterEach(() => {
  vi.restoreAllMocks();
  startClock();
});

const listOf = (visitor_id: string, page: Record<string, string> = {}) =>
  request<SessionPage>(
    `/api/visitors/${visitor_id}/sessions?${new URLSearchParams({ site_id, ...page })}`,
    { headers: asAdmin },
  );

async function openOne(body: Record<string, unknown> = {}) {
  const { session_id, visitor_id } = (await open({ site_id, ...body })).data;
  await recordWhen(session_id, () => true);
  return { session_id, visitor_id };
}

async function onlyOf(visitor_id: string): Promise<ListedSession> {
  const { sessions, next } = (await listOf(visitor_id)).data;
  expect(next).toBeNull();
  const [session] = sessions;
  if (session === undefined || sessions.length > 1) throw new Error(`${sessions.length} sessions`);
  return session;
}

/** The fields of a list, as the session itself tells them. */
function asListed(shown: Read) {
  const { device, browser, location, utm_params } = shown;
  const path = (url: string | null) => url && new URL(url).pathname;
  return {
    session_id: shown.session_id,
    site_id: shown.site_id,
    visitor_id: shown.visitor_id,
    lead_id: shown.lead_id,
    identified_at: shown.identified_at,
    status: shown.status,
    started_at: shown.started_at,
    last_activity_at: shown.last_activity_at,
    ended_at: shown.ended_at,
    ended_by: shown.ended_by,
    exit_type: shown.exit_type,
    duration: shown.duration,
    active_time: shown.active_time,
    page_views: shown.page_views,
    engaged: shown.engaged,
    reopened_count: shown.reopened_count,
    is_bot: shown.is_bot,
    device_type: device.type,
    os: device.os.name,
    browser: browser.name,
    language: browser.language,
    country: location.country,
    region: location.region,
    city: location.city,
    source: shown.source,
    channel: shown.channel,
    referrer_host: shown.referrer_host,
    utm_source: utm_params.source,
    utm_medium: utm_params.medium,
    utm_campaign: utm_params.campaign,
    utm_term: utm_params.term,
    utm_content: utm_params.content,
    entry_page: path(shown.landing_url),
    exit_page: path(shown.exit_url ?? shown.current_url),
  };
}

describe('a session in a list', () => {
  it('has what is counted, as the session itself tells it', async () => {
    const { session_id, visitor_id } = await openOne({
      url: 'https://shop.example/shoes?utm_source=news&utm_medium=email&utm_campaign=May',
      referrer: 'https://www.google.com/',
      device: { type: 'mobile', os: 'iOS' },
      browser: { name: 'Safari', language: 'de-DE' },
      location: { country: 'DE', region: 'Berlin', city: 'Berlin' },
      page_views: 3,
      active_time: 0,
    });
    await identify(session_id, { email: 'ann@example.com' });
    passMs(MINUTE_MS);
    await end({ session_id, exit_url: 'https://shop.example/bye', active_time: 20_000 });
    await recordWhen(session_id, ({ ended_at }) => ended_at !== null);
    const listed = await onlyOf(visitor_id);
    expect(listed).toEqual(asListed((await read(session_id, site_id)).data));
    expect(listed).toMatchObject({ status: 'ended', engaged: true, entry_page: '/shoes' });
  });

  it('has null for what is not known', async () => {
    const { session_id, visitor_id } = await openOne();
    const listed = await onlyOf(visitor_id);
    expect(listed).toEqual(asListed((await read(session_id, site_id)).data));
    expect(listed).toMatchObject({ status: 'active', lead_id: null, city: null, entry_page: null });
  });

  it.each([
    ['live, to the last', 30 * MINUTE_MS - 1, 'active'],
    ['ended by idling, though D1 has it open', 30 * MINUTE_MS, 'ended'],
    ['the same a week later', 7 * DAY_MS, 'ended'],
  ])('is %s', async (_, ms, status) => {
    const { session_id, visitor_id } = await openOne();
    passMs(ms);
    const record = await recordWhen(session_id, () => true);
    expect(record.ended_at).toBeNull();
    const listed = await onlyOf(visitor_id);
    expect(listed.status).toBe(status);
    expect(listed).toEqual(asListed((await read(session_id, site_id)).data));
  });

  it('is ended by the maximum length, though D1 has it open', async () => {
    const { session_id, visitor_id } = await openOne();
    const started_at = Date.now();
    await env.DB.prepare(
      `UPDATE sessions SET idle_timeout_ms = ?, last_activity_at = ?, duration = ? WHERE session_id = unhex(?, '-')`,
    )
      .bind(10 * 60 * MINUTE_MS, started_at + DAY_MS - 1, DAY_MS - 1, session_id)
      .run();
    passMs(DAY_MS - 1);
    expect(await onlyOf(visitor_id)).toMatchObject({ status: 'active', duration: DAY_MS - 1 });
    passMs(1);
    expect(await onlyOf(visitor_id)).toMatchObject({
      status: 'ended',
      ended_by: 'max_length',
      exit_type: 'timeout',
      ended_at: started_at + DAY_MS,
      duration: DAY_MS,
    });
  });
});

describe('the sessions of a visitor', () => {
  it.each([1, 2, 3, 7])('come in pages of %i, the newest first, each once', async (limit) => {
    const { session_id, visitor_id } = await openOne();
    const first = Date.now();
    const copies = [1, 2, 2, 3, 3, 3].map((later) => {
      return { session_id: crypto.randomUUID(), started_at: first + later };
    });
    await copyRecord(env.DB, session_id, copies);
    const pages = await walkPages((page) => listOf(visitor_id, page), limit);
    const shown = pages.flatMap(({ sessions }) => sessions);
    expect(shown.map(({ started_at }) => started_at - first)).toEqual([3, 3, 3, 2, 2, 1, 0]);
    const ids = [session_id, ...copies.map((copy) => copy.session_id)];
    expect(shown.map((session) => session.session_id).sort()).toEqual(ids.sort());
    expect(pages.slice(0, -1).every(({ sessions }) => sessions.length === limit)).toBe(true);
  });
});

it('a page of a visitor, or of the lead they are, reads at most twice what it can show', async () => {
  const { session_id, visitor_id } = await openOne();
  const { lead_id } = (await identify(session_id, { email: 'ann@example.com' })).data;
  await recordWhen(session_id, (record) => record.lead_id !== null);
  const copies = Array.from({ length: 300 }, (_, index) => {
    return { session_id: crypto.randomUUID(), started_at: Date.now() + index };
  });
  await copyRecord(env.DB, session_id, copies);
  const { next } = (await listOf(visitor_id, { limit: '10' })).data;
  const counts = countD1Rows();
  const page = { limit: '10', after: String(next) };
  expect((await listOf(visitor_id, page)).data.sessions).toHaveLength(10);
  const ofVisitor = counts.read;
  expect((await listSessionsOfLead(site_id, lead_id, page)).data.sessions).toHaveLength(10);
  expect(ofVisitor).toBeGreaterThanOrEqual(10);
  expect(ofVisitor).toBeLessThanOrEqual(2 * 11 + 2);
  expect(counts.read - ofVisitor).toBeLessThanOrEqual(2 * 11 + 4);
});

describe('the sessions of a lead', () => {
  it('are those of all its visitors, and no other sessions of theirs', async () => {
    const ann = { email: 'ann@example.com' };
    const [phone, laptop] = [await openOne(), await openOne()];
    const { lead_id } = (await identify(phone.session_id, ann)).data;
    passMs(1);
    await identify(laptop.session_id, ann);
    passMs(1);
    const later = await openOne({ visitor_id: laptop.visitor_id });
    await recordWhen(later.session_id, (record) => record.lead_id === lead_id);
    const shared = await openOne({ visitor_id: phone.visitor_id });
    await identify(shared.session_id, { email: 'bob@example.com', replace: true }, asAdmin);
    await recordWhen(shared.session_id, (record) => record.lead_id !== lead_id);
    for (const limit of [1, 2, 50]) {
      const pages = await walkPages((page) => listSessionsOfLead(site_id, lead_id, page), limit);
      const shown = pages.flatMap(({ sessions }) => sessions);
      const key = ({ session_id, visitor_id }: typeof phone) => `${session_id} ${visitor_id}`;
      expect(shown[0]?.session_id).toBe(later.session_id);
      expect(shown.map(key).sort()).toEqual([phone, laptop, later].map(key).sort());
      expect(shown.every((session) => session.lead_id === lead_id)).toBe(true);
    }
  });

  it('are none where no visitor is the lead', async () => {
    const { session_id } = await openOne();
    const { lead_id } = (await identify(session_id, { email: 'ann@example.com' })).data;
    await env.DB.prepare('DELETE FROM visitor_leads WHERE lead_id = ?').bind(lead_id).run();
    const { data } = await listSessionsOfLead(site_id, lead_id);
    expect(data).toEqual({ sessions: [], next: null });
  });
});
