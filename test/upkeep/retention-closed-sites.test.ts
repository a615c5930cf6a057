import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CLOSING_STATEMENTS, deleteClosedSites } from '../../src/upkeep/retention';
import { makeSite } from '../api';
import { countD1Rows } from '../cost/count';
import { NOON, passMs, startClock, stopClock } from '../support/clock';

const DAY_MS = 24 * 60 * 60_000;
const BATCH = 500;
beforeEach(() => stopClock());
afterEach(() => {
  vi.restoreAllMocks();
  startClock();
});

/** Makes rows by the number `i`, from 1. */
const insertMany = (count: number, insert: string) =>
  env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) ${insert}`,
  ).run();

const TABLES = ['sites', 'leads', 'visitor_leads', 'tasks', 'pending_links'] as const;

async function countOf(table: (typeof TABLES)[number], site_id: string) {
  const sql = `SELECT COUNT(*) AS n FROM ${table} WHERE site_id = ?`;
  return (await env.DB.prepare(sql).bind(site_id).first<number>('n')) ?? 0;
}

const markDeleted = (site_id: string) =>
  env.DB.prepare('UPDATE sites SET deleted_at = ? WHERE site_id = ?')
    .bind(Date.now(), site_id)
    .run();

async function countRun() {
  const counts = countD1Rows();
  await deleteClosedSites(env.DB, Date.now());
  const counted = { ...counts };
  vi.restoreAllMocks();
  return counted;
}

it('finds by an index what it deletes', async () => {
  const { ofSites, tombstones } = CLOSING_STATEMENTS;
  for (const sql of [...ofSites, ...tombstones]) {
    const statement = env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`);
    const bound = tombstones.includes(sql) ? statement.bind(Date.now()) : statement;
    const { results } = await bound.all<{ detail: string }>();
    const plan = results.map(({ detail }) => detail).join('\n');
    expect(plan, sql).toContain('SEARCH');
    expect(plan, sql).not.toMatch(/SCAN|TEMP B-TREE/);
  }
});

it('reads no row of existing sites and of young tombstones, however many', async () => {
  await insertMany(
    3000,
    `INSERT INTO sites (site_id, name, allowed_origins, idle_timeout_ms, respect_gpc, retention_days, created_at, updated_at)
    SELECT 'there ' || i, '', '[]', 1, 0, 1, 0, 0 FROM n`,
  );
  await insertMany(
    3000,
    `INSERT INTO erased_visitors (site_id, visitor_hash, erased_at) SELECT 's', 'h' || i, ${NOON} FROM n`,
  );
  await insertMany(
    3000,
    `INSERT INTO erased_sessions (session_id, erased_at) SELECT 'e' || i, ${NOON} FROM n`,
  );
  await insertMany(
    3000,
    `INSERT INTO leads (lead_id, site_id, email, known_by, created_at, updated_at)
    SELECT 'there ' || i, 'there ' || i, 'a@example.com', 'email', 0, 0 FROM n`,
  );
  const { read, written } = await countRun();
  console.log(`closing, nothing to do: ${read} rows read, ${written} written`);
  expect(read).toBeLessThan(50);
  expect(written).toBe(0);
});

it('deletes old tombstones in batches', async () => {
  passMs(4 * DAY_MS);
  const left = () =>
    env.DB.prepare(
      'SELECT (SELECT COUNT(*) FROM erased_visitors) AS visitors, (SELECT COUNT(*) FROM erased_sessions) AS sessions',
    ).first();
  expect(await left()).toEqual({ visitors: 3000, sessions: 3000 });
  await countRun();
  expect(await left()).toEqual({ visitors: 3000 - BATCH, sessions: 3000 - BATCH });
  for (let run = 0; run < 5; run += 1) await countRun();
  expect(await left()).toEqual({ visitors: 0, sessions: 0 });
});

it('deletes the rows of a site in batches, though all belong to one lead, and the site last', async () => {
  const site_id = await makeSite();
  const lead_id = crypto.randomUUID();
  await env.DB.prepare(
    `INSERT INTO leads (lead_id, site_id, email, known_by, created_at, updated_at)
    VALUES (?, ?, 'a@example.com', 'email', 0, 0)`,
  )
    .bind(lead_id, site_id)
    .run();
  const rows = {
    visitor_leads: `(site_id, visitor_id, lead_id, linked_at) SELECT '${site_id}', 'v' || i, '${lead_id}', 0 FROM n`,
    tasks: `(task_id, site_id, lead_id, session_id, created_at)
      SELECT '${site_id}' || i, '${site_id}', '${lead_id}', 's' || i, 0 FROM n`,
    pending_links: `(site_id, visitor_id, lead_id, before_session_id, created_at)
      SELECT '${site_id}', 'v' || i, '${lead_id}', '', 0 FROM n`,
  };
  for (const [table, insert] of Object.entries(rows)) {
    await insertMany(1200, `INSERT INTO ${table} ${insert}`);
  }
  await markDeleted(site_id);
  passMs(4 * DAY_MS);
  const { written } = await countRun();
  console.log(`closing, one run: ${written} rows written`);
  expect(written).toBeLessThanOrEqual(3 * BATCH);
  for (const table of ['visitor_leads', 'tasks', 'pending_links'] as const) {
    expect(await countOf(table, site_id), table).toBe(1200 - BATCH);
  }
  expect(await countOf('sites', site_id)).toBe(1);
  for (let run = 0; run < 3; run += 1) await countRun();
  for (const table of TABLES) expect(await countOf(table, site_id), table).toBe(0);
});
