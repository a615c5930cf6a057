import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LIST_OTHERS, resumePendingLinks } from '../../src/leads/link';
import { asAdmin, end, identify, makeSite, open, recordOf, request } from '../api';
import { countD1Rows } from '../cost/count';
import { passMs, startClock, stopClock } from '../session/clock';
import { recordWhen } from '../session/stored';

const MANY = 20_000;

beforeEach(() => stopClock());
afterEach(() => {
  vi.restoreAllMocks();
  startClock();
});

/** A visitor who has been here often, all of it final for long; the newest of these sessions is the last. */
async function openOften(count: number) {
  const site_id = await makeSite();
  const model = (await open({ site_id })).body.data;
  await end({ site_id, session_id: model.session_id });
  await recordWhen(model.session_id, ({ status }) => status === 'ended');
  const record = await recordOf(model.session_id);
  const columns = Object.keys(record ?? {}).filter((column) => column !== 'session_id');
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
    INSERT INTO sessions (session_id, ${columns.join(', ')})
    SELECT printf('%08x-0000-7000-8000-%012x', i, ?3 + i), ${columns.join(', ')}
    FROM n, (SELECT * FROM sessions WHERE session_id = ?1)`,
  )
    .bind(model.session_id, count, Math.floor(Math.random() * 2 ** 40))
    .run();
  passMs(60 * 60_000);
  const { session_id } = (await open({ site_id, visitor_id: model.visitor_id })).body.data;
  await recordWhen(session_id, () => true);
  return { site_id, visitor_id: String(model.visitor_id), session_id: String(session_id) };
}

const linked = (site_id: string) =>
  env.DB.prepare('SELECT COUNT(*) AS n FROM sessions WHERE site_id = ? AND lead_id IS NOT NULL')
    .bind(site_id)
    .first<number>('n');

const pending = () => env.DB.prepare('SELECT COUNT(*) AS n FROM pending_links').first<number>('n');

/** The rows that an identify and what follows it write and read. */
async function countIdentify(session_id: string, site_id: string) {
  const counts = countD1Rows();
  const answer = await identify(session_id, { site_id, email: 'office@example.com' }, asAdmin);
  expect(answer.status).toBe(200);
  await recordWhen(session_id, ({ identified_at }) => identified_at !== null);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const counted = { ...counts };
  vi.restoreAllMocks();
  return counted;
}

it('links the newest sessions of a visitor with very many at once, and the rest by and by', async () => {
  const { site_id, visitor_id, session_id } = await openOften(MANY);
  const first = await countIdentify(session_id, site_id);
  console.log(`identify, ${MANY} sessions: ${first.written} rows written, ${first.read} read`);
  expect(first.written).toBeLessThan(130);
  expect(first.read).toBeLessThan(1_000);
  const newest = await env.DB.prepare(
    'SELECT lead_id FROM sessions WHERE site_id = ? ORDER BY session_id DESC LIMIT 100',
  )
    .bind(site_id)
    .all<{ lead_id: string | null }>();
  expect(newest.results.every(({ lead_id }) => lead_id !== null)).toBe(true);
  expect(await linked(site_id)).toBeLessThan(200);
  expect(await pending()).toBe(1);
  for (let run = 0; run < 5; run += 1) await resumePendingLinks(env, env.DB, Date.now());
  expect(await linked(site_id)).toBe(MANY + 2);
  expect(await pending()).toBe(0);

  const later = (await open({ site_id, visitor_id })).body.data;
  await recordWhen(later.session_id, ({ lead_id }) => lead_id !== null);
  const again = await countIdentify(later.session_id, site_id);
  console.log(`a later one: ${again.written} rows written, ${again.read} read`);
  expect(again.written).toBeLessThan(20);
  expect(again.read).toBeLessThan(1_000);
  expect(await pending()).toBe(0);
}, 120_000);

it('finds them by the index, in its order', async () => {
  const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${LIST_OTHERS}`)
    .bind('s', 'v', '~', 1, 1, 100)
    .all<{ detail: string }>();
  const plan = results.map(({ detail }) => detail);
  expect(plan).toEqual([
    'SEARCH sessions USING INDEX sessions_by_visitor (site_id=? AND visitor_id=? AND session_id<?)',
  ]);
});

it('does not go on for a visitor who was erased meanwhile', async () => {
  const { site_id, visitor_id, session_id } = await openOften(300);
  await identify(session_id, { site_id, email: 'gone@example.com' }, asAdmin);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await pending()).toBe(1);
  passMs(1000);
  const path = `/api/visitors/${visitor_id}?site_id=${site_id}`;
  const erased = await request(path, { method: 'DELETE', headers: asAdmin });
  expect(erased.status).toBe(200);
  expect(await pending()).toBe(0);
});
