import { createScheduledController } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import worker from '../../../src/index';
import { resumePendingLinks } from '../../../src/session/linking/link';
import { askToLink, sessionObject } from '../../../src/session/object/stub';
import { LIST_VISITOR_SESSIONS } from '../../../src/session/record/visitor-sessions';
import { asAdmin, end, identify, makeSite, open, read } from '../../api';
import { countD1Rows } from '../../cost/count';
import { RECORDS } from '../../rig/records';
import { passMs, startClock, stopClock } from '../../support/clock';
import { recordWhen } from '../../support/stored';
import {
  countCalledObjects,
  countLinked,
  countPending,
  makePendingLink,
  openManySessions,
  reviveUnlinked,
} from './frequent-visitor';

const MANY = 20_000;

beforeEach(async () => {
  stopClock();
  await env.DB.exec('DELETE FROM pending_links');
});
afterEach(() => {
  vi.restoreAllMocks();
  startClock();
});

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

it('links the newest sessions of a visitor at once, and very many others in batches', async () => {
  const { site_id, visitor_id, session_id } = await openManySessions(MANY);
  const first = await countIdentify(session_id, site_id);
  console.log(`identify, ${MANY} sessions: ${first.written} rows written, ${first.read} read`);
  expect(first.written).toBeLessThan(130);
  expect(first.read).toBeLessThan(1_000);
  const newest = await env.DB.prepare(
    `SELECT lead_id FROM ${RECORDS} WHERE site_id = ? ORDER BY started_at DESC LIMIT 100`,
  )
    .bind(site_id)
    .all<{ lead_id: string | null }>();
  expect(newest.results.every(({ lead_id }) => lead_id !== null)).toBe(true);
  expect(await countLinked(site_id)).toBeLessThan(200);
  expect(await countPending()).toBe(1);
  let runs = 0;
  for (; (await countPending()) !== 0 && runs < 12; runs += 1) {
    passMs(300_000);
    await runCron();
  }
  console.log(`the rest: ${runs} runs of the cron trigger`);
  expect(await countLinked(site_id)).toBe(MANY + 2);
  expect(await countPending()).toBe(0);

  const later = (await open({ site_id, visitor_id })).data;
  await recordWhen(later.session_id, ({ lead_id }) => lead_id !== null);
  const again = await countIdentify(later.session_id, site_id);
  console.log(`a later one: ${again.written} rows written, ${again.read} read`);
  expect(again.written).toBeLessThan(20);
  expect(again.read).toBeLessThan(1_000);
  expect(await countPending()).toBe(0);
}, 120_000);

it('finds sessions by the index, in its order', async () => {
  const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${LIST_VISITOR_SESSIONS}`)
    .bind('s', 'v', 'l', 'h', 1, '1', 1, '', 1, 100)
    .all<{ detail: string }>();
  const plan = results.map(({ detail }) => detail);
  expect(plan.join('\n')).toMatch(
    /SEARCH sessions USING INDEX sessions_by_visitor_key \(site_id=\? AND visitor_key=\? AND .*started_at/,
  );
  expect(plan.join('\n')).not.toMatch(/SCAN (?!CONSTANT)|TEMP B-TREE/);
});

async function runCron() {
  await worker.scheduled(createScheduledController({ scheduledTime: Date.now() }), env);
}
const resume = () => resumePendingLinks(env.DB, Date.now(), askToLink(env));

/** From now on D1 refuses to write to the table of pending links. */
const refusePending = (what: 'INSERT' | 'UPDATE') =>
  env.DB.exec(
    `CREATE TRIGGER refuse_pending BEFORE ${what} ON pending_links BEGIN SELECT RAISE(ABORT, 'refused'); END`,
  );
const takePending = () => env.DB.exec('DROP TRIGGER refuse_pending');

it('links all sessions, though D1 failed to store the pending link', async () => {
  const { site_id, session_id } = await openManySessions(450);
  await refusePending('INSERT');
  await identify(session_id, { site_id, email: 'office@example.com' }, asAdmin);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await takePending();
  await sessionObject(env, session_id).flushNow();
  await resume();
  expect(await countLinked(site_id)).toBe(452);
});

it('links all sessions, though a run was cut off before it stored its cursor', async () => {
  const { site_id, lead_id } = await makePendingLink();
  // As a run leaves it that has linked its first batch, and stored no cursor.
  await env.DB.prepare(
    `UPDATE sessions SET lead_id = unhex(?2, '-') WHERE session_id IN (SELECT session_id FROM sessions
      WHERE site_id = unhex(?1, '-')
        AND started_at < (SELECT before_started_at FROM pending_links WHERE site_id = ?1)
      ORDER BY started_at DESC LIMIT 100)`,
  )
    .bind(site_id, lead_id)
    .run();
  await resume();
  expect(await countLinked(site_id)).toBe(452);
});

it('continues from its cursor, though the visitor is identified again meanwhile', async () => {
  const { site_id, visitor_id, session_id } = await makePendingLink();
  const cursor = () =>
    env.DB.prepare('SELECT before_started_at FROM pending_links WHERE site_id = ?')
      .bind(site_id)
      .first<number>('before_started_at');
  await env.DB.prepare(
    `UPDATE pending_links SET before_started_at = (SELECT started_at FROM sessions
      WHERE site_id = unhex(?1, '-') ORDER BY started_at DESC LIMIT 1 OFFSET 300) WHERE site_id = ?1`,
  )
    .bind(site_id)
    .run();
  const before = await cursor();
  // A session whose record does not show its lead yet.
  const later = (await open({ site_id, visitor_id })).data;
  await recordWhen(later.session_id, ({ lead_id }) => lead_id !== null);
  await env.DB.prepare("UPDATE sessions SET lead_id = NULL WHERE session_id = unhex(?, '-')")
    .bind(session_id)
    .run();
  await identify(later.session_id, { site_id, email: 'office@example.com' }, asAdmin);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await cursor()).toBe(before);
});

it('links other visitors when the sessions of one cannot be linked', async () => {
  const stuck = await makePendingLink();
  passMs(1000);
  const other = await makePendingLink();
  await env.DB.exec(
    `CREATE TRIGGER stuck BEFORE UPDATE OF lead_id ON sessions WHEN NEW.site_id = unhex('${stuck.site_id}', '-') BEGIN SELECT RAISE(ABORT, 'stuck'); END`,
  );
  await resume().catch(() => undefined);
  await env.DB.exec('DROP TRIGGER stuck');
  expect(await countLinked(other.site_id)).toBe(452);
  expect(await countPending()).toBe(1);
  await resume();
  expect(await countLinked(stuck.site_id)).toBe(452);
  expect(await countPending()).toBe(0);
});

it('links the oldest pending visitors first, when there are more than a run can try', async () => {
  const { site_id, lead_id } = await makePendingLink();
  // Older ones, which always fail.
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
    INSERT INTO pending_links (site_id, visitor_id, lead_id, before_session_id, created_at)
    SELECT 'broken', 'visitor ' || i, ?1, '~', 1 FROM n`,
  )
    .bind(lead_id)
    .run();
  await env.DB.exec(
    `CREATE TRIGGER stuck BEFORE DELETE ON pending_links WHEN OLD.site_id = 'broken' BEGIN SELECT RAISE(ABORT, 'stuck'); END`,
  );
  for (let run = 0; run < 3; run += 1) {
    await resume().catch(() => undefined);
    passMs(300_000);
  }
  await env.DB.exec('DROP TRIGGER stuck');
  expect(await countLinked(site_id)).toBeGreaterThan(100);
});

it('calls a limited number of objects in a run', async () => {
  const { site_id } = await makePendingLink();
  await reviveUnlinked(site_id);
  const asked = await countCalledObjects();
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(200);
});

it('links a final session through its object, while there is one', async () => {
  const site_id = await makeSite();
  const first = (await open({ site_id })).data;
  await end({ site_id, session_id: first.session_id });
  await recordWhen(first.session_id, ({ status }) => status === 'ended');
  passMs(41 * 60_000);
  const { session_id } = (await open({ site_id, visitor_id: first.visitor_id })).data;
  await recordWhen(session_id, () => true);
  const { lead_id } = (await identify(session_id, { site_id, email: 'ann@example.com' })).data;
  await recordWhen(first.session_id, (record) => record.lead_id !== null);
  expect((await read(first.session_id, site_id)).data.lead_id).toBe(lead_id);
  // The object has it too: a linked lead is replaced by the next identify, and the one after that is a conflict.
  const other = await identify(first.session_id, { site_id, email: 'bea@example.com' });
  expect(other.data.lead_id).not.toBe(lead_id);
  const third = await identify(first.session_id, { site_id, email: 'cleo@example.com' });
  expect(third.status).toBe(409);
});
