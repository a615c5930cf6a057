import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_DAYS, DEMO_SITE, fillDemoSite } from '../../../src/dev/demo-data/fill';
import type { Breakdown } from '../../../src/reports/breakdown';
import type { Summary } from '../../../src/reports/summary';
import { asAdmin, countRows, request } from '../../api';

const DAY_MS = 86_400_000;
/** Always the same visits; those of another day are others. */
const NOW = Date.UTC(2026, 0, 15, 12);
const PERIOD = `site_id=${DEMO_SITE}&from=${NOW - DEMO_DAYS * DAY_MS}&to=${NOW}`;

async function get<T>(path: string): Promise<T> {
  const answer = await request<T>(path, { headers: asAdmin });
  expect(answer.status).toBe(200);
  return answer.data;
}
const summary = (filters = '') => get<Summary>(`/api/reports/summary?${PERIOD}${filters}`);
const breakdown = (by: string, filters = '') =>
  get<Breakdown>(`/api/reports/breakdown?${PERIOD}&by=${by}&limit=100${filters}`);
async function sharesOf(by: string): Promise<Map<string | null, number>> {
  const { rows, total } = await breakdown(by).then(({ rows }) => ({
    rows,
    total: rows.reduce((sum, { sessions }) => sum + sessions, 0),
  }));
  return new Map(rows.map(({ value, sessions }) => [`${value}`, sessions / total]));
}

let filled: Awaited<ReturnType<typeof fillDemoSite>>;
beforeAll(async () => {
  // Without the demo site there is nothing to fill.
  expect(await fillDemoSite(env, { now: NOW })).toBeNull();
  await env.DB.prepare(
    `INSERT INTO sites (site_id, name, allowed_origins, idle_timeout_ms, respect_gpc, retention_days, created_at, updated_at)
    VALUES (?, 'Demo', '["*"]', 1800000, 1, 3650, 0, 0)`,
  )
    .bind(DEMO_SITE)
    .run();
  filled = await fillDemoSite(env, { now: NOW });
}, 120_000);

describe('the demo site', () => {
  it('has as many sessions and leads as are told of, and as many with bots as there are records', async () => {
    const all = await summary('&is_bot=true,false');
    expect(filled).toEqual({ sessions: all.sessions, days: DEMO_DAYS, leads: all.new_leads });
    const { sessions, leads } = await countRows();
    expect([sessions, leads]).toEqual([all.sessions, all.new_leads]);
    expect(all.sessions).toBeGreaterThan(5_000);
  });

  it('is filled once', async () => {
    const before = await countRows();
    expect(await fillDemoSite(env, { now: NOW })).toBeNull();
    expect(await countRows()).toEqual(before);
  });

  it('has numbers as those of a real one', async () => {
    const { sessions, visitors, new_visitors, page_views, engaged, bounced, ...rates } =
      await summary();
    expect(engaged + bounced).toBe(sessions);
    expect(visitors).toBeLessThan(sessions);
    expect(new_visitors).toBe(visitors);
    expect(page_views / sessions).toBeGreaterThan(2);
    expect(page_views / sessions).toBeLessThan(4);
    expect(rates.engagement_rate).toBeGreaterThan(0.45);
    expect(rates.engagement_rate).toBeLessThan(0.65);
    expect(rates.bounce_rate).toBeGreaterThan(0.35);
    expect(rates.bounce_rate).toBeLessThan(0.55);
    expect(rates.conversion_rate).toBeGreaterThan(0.01);
    expect(rates.conversion_rate).toBeLessThan(0.04);
    expect(rates.duration.median).toBeGreaterThan(20_000);
    expect(rates.duration.mean).toBeLessThan(240_000);
  });

  it.each(['country', 'city', 'source', 'channel', 'browser', 'entry_page', 'utm_campaign'])(
    'has rows by %s that sum to the summary, and none that has nearly all',
    async (by) => {
      const { rows, other } = await breakdown(by);
      const { sessions } = await summary();
      const sum = rows.reduce((total, row) => total + row.sessions, other?.sessions ?? 0);
      expect(sum).toBe(sessions);
      expect(rows.length).toBeGreaterThan(4);
      const most = Math.max(
        ...rows.filter(({ value }) => value !== null).map((row) => row.sessions),
      );
      expect(most).toBeLessThan(0.6 * sessions);
    },
  );

  it('has every way to come, to look and to end', async () => {
    const channels = await sharesOf('channel');
    for (const channel of [
      'Direct',
      'Organic Search',
      'Paid Search',
      'Organic Social',
      'Paid Social',
      'Email',
      'AI',
      'Display',
      'Affiliates',
      'Referral',
    ])
      expect([channel, (channels.get(channel) ?? 0) > 0.005]).toEqual([channel, true]);
    expect([...(await sharesOf('device_type')).keys()].sort()).toEqual([
      'desktop',
      'mobile',
      'tablet',
    ]);
    expect([...(await sharesOf('exit_type')).keys()].sort()).toEqual(['bounce', 'exit', 'timeout']);
    const bots =
      (await summary('&is_bot=true')).sessions / (await summary('&is_bot=true,false')).sessions;
    expect(bots).toBeGreaterThan(0.05);
    expect(bots).toBeLessThan(0.12);
  });

  it('has nobody on it now, and nothing after now', async () => {
    expect((await summary('&status=active')).sessions).toBe(0);
    expect((await get<{ count: number }>(`/api/sessions/live?site_id=${DEMO_SITE}`)).count).toBe(0);
    const late = await env.DB.prepare(
      'SELECT COUNT(*) AS n FROM sessions WHERE ended_at IS NULL OR last_activity_at > ? OR started_at > ended_at',
    )
      .bind(NOW)
      .first('n');
    expect(late).toBe(0);
  });

  it('has leads and tasks in every status, and all of their sessions', async () => {
    const statuses = async (table: string) =>
      (await env.DB.prepare(`SELECT DISTINCT status FROM ${table} ORDER BY 1`).all()).results.map(
        ({ status }) => status,
      );
    expect(await statuses('leads')).toEqual(['contacted', 'converted', 'lost', 'new', 'qualified']);
    expect(await statuses('tasks')).toEqual(['completed', 'failed', 'in_progress', 'pending']);
    const halfKnown = await env.DB.prepare(
      `SELECT COUNT(*) AS n FROM (SELECT visitor_key FROM sessions GROUP BY visitor_key
        HAVING COUNT(lead_id) > 0 AND COUNT(lead_id) < COUNT(*))`,
    ).first('n');
    expect(halfKnown).toBe(0);
    const emails = await env.DB.prepare(
      "SELECT COUNT(*) AS n FROM leads WHERE email NOT LIKE '%@example.com'",
    ).first('n');
    expect(emails).toBe(0);
  });

  it('has sessions that can be read and explained as any other', async () => {
    const { sessions } = await get<{ sessions: { session_id: string; page_views: number }[] }>(
      `/api/sessions?site_id=${DEMO_SITE}&min_page_views=4&limit=3`,
    );
    for (const { session_id, page_views } of sessions) {
      const { session } = await get<{ session: { page_views: number; pages: unknown[] } }>(
        `/api/sessions/${session_id}/explain?site_id=${DEMO_SITE}`,
      );
      expect(session.page_views).toBe(page_views);
      expect(session.pages.length).toBeGreaterThan(1);
    }
  });
});
