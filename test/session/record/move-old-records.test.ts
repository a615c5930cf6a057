/** Records from before there were two tables, as the migrations until then have left them. */

import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, expect, it, vi } from 'vitest';
import { writeVisitorTombstone } from '../../../src/database/tombstones';
import { asId, type SessionId } from '../../../src/ids/uuid';
import { firstPage } from '../../../src/session/life/pages';
import type { Session } from '../../../src/session/life/session';
import { deleteExpiredOldRecords, deleteRecord } from '../../../src/session/record/delete';
import { moveOldRecords } from '../../../src/session/record/move-old-records';
import { packRecord } from '../../../src/session/record/pack';
import { findRecord, findSiteOfRecord } from '../../../src/session/record/read';
import { flushRecord } from '../../../src/session/record/write';
import { RECORDS } from '../../rig/records';
import {
  endEvent,
  openEvent,
  SECOND,
  SITE,
  sessionAfter,
  T0,
  updateEvent,
} from '../life/factories';

const db = env.BARE;
const LAST = '0007_split_sessions.sql';

beforeEach(async () => {
  const { results } = await db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{
    name: string;
  }>();
  for (const { name } of results) {
    if (!/^(sqlite|_cf)/.test(name)) await db.exec(`DROP TABLE ${name}`);
  }
  const before = env.MIGRATIONS.findIndex(({ name }) => name === LAST);
  await applyD1Migrations(db, env.MIGRATIONS.slice(0, before));
  await db
    .prepare(
      `INSERT INTO sites (site_id, name, allowed_origins, idle_timeout_ms, respect_gpc, retention_days, created_at, updated_at)
      VALUES (?, 'Old', '[]', 1800000, 1, 395, 1, 1)`,
    )
    .bind(SITE)
    .run();
});

const migrate = () => applyD1Migrations(db, env.MIGRATIONS);
const idOf = (index: number) =>
  asId<SessionId>(`0190${String(index).padStart(4, '0')}-0000-7000-8000-000000000000`);

/** A session with a value in every field. */
function sessionOf(index: number, overrides: Partial<Session> = {}): Session {
  const { opening } = openEvent();
  const at = T0 + index * SECOND;
  const open = openEvent({
    session_id: idOf(index),
    sent_at: at,
    custom_data: { cart: index },
    consent: { ads: true },
    opening: {
      ...opening,
      visitor_id: asId(`44444444-4444-4444-8444-${String(index).padStart(12, '0')}`),
      fingerprint: `f${index}`,
      referrer: 'https://search.example/',
      utm_params: {
        source: 'news',
        medium: 'email',
        campaign: 'x',
        term: null,
        content: null,
        id: null,
      },
      device: { ...opening.device, os: { name: 'macOS', version: '14' }, touch_support: false },
      browser: { name: 'Chrome', version: '141', language: 'en-GB' },
      location: { country: 'NZ', region: 'AUK', city: 'Auckland', timezone: 'Pacific/Auckland' },
      previous_session_id: idOf(index + 5000),
      source: null,
      channel: null,
    },
  });
  const update = updateEvent({ sent_at: at + 5, page_views: 3, custom_data: { cart: null } });
  const end = endEvent({
    sent_at: at + 9000,
    active_time: 9000,
    exit_url: 'https://shop.example/x',
  });
  const session = sessionAfter(
    { at, event: open },
    { at: at + 5, event: update },
    { at: at + 9000, event: end },
  );
  // Of an old record the pages that it began and went on with are known.
  const pages = firstPage(session.landing_url, session.writers.first);
  return { ...session, writers: { ...session.writers, pages }, ...overrides };
}

/** Writes it as an older version of the service did. */
async function insertOld(session: Session, merge?: string): Promise<void> {
  const { merge: own, writers: allWriters, ...stored } = session;
  const { pages: _, ...writers } = allWriters;
  const { shape, referrer_host, referrer_is_internal, click_id, source, channel, ...columns } =
    stored;
  const row: Record<string, unknown> = {
    ...columns,
    is_bot: session.is_bot ? 1 : 0,
    status: session.ended_at === null ? 'active' : 'ended',
    due_at: session.last_activity_at,
    duration: 9000,
    active_time: 9000,
    engaged: 1,
    merge: merge ?? JSON.stringify({ shape: 2, writers, ...own }),
  };
  const names = Object.keys(row);
  await db
    .prepare(`INSERT INTO sessions (${names.join()}) VALUES (${names.map(() => '?').join()})`)
    .bind(
      ...Object.values(row).map((value) =>
        typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
      ),
    )
    .run();
}

const left = () => db.prepare('SELECT COUNT(*) AS n FROM sessions_to_move').first<number>('n');
const moved = () => db.prepare(`SELECT COUNT(*) AS n FROM ${RECORDS}`).first<number>('n');

it('moves every record unchanged, in batches, and continues after a crash', async () => {
  const sessions = Array.from({ length: 250 }, (_, index) => sessionOf(index));
  for (const session of sessions) await insertOld(session);
  await migrate();
  expect(await findRecord([db], idOf(7))).toEqual(sessions[7]);
  expect(await moveOldRecords(db, 1)).toEqual({ moved: 100, isDone: false });
  // D1 undoes a batch that is cut off in the middle.
  const batch = vi.spyOn(Object.getPrototypeOf(db), 'batch');
  batch.mockImplementationOnce(async () => {
    throw new Error('cut off');
  });
  await expect(moveOldRecords(db)).rejects.toThrow('cut off');
  batch.mockRestore();
  expect([await left(), await moved()]).toEqual([150, 100]);
  await moveOldRecords(db);
  await moveOldRecords(db);
  expect([await left(), await moved()]).toEqual([0, 250]);
  for (const session of sessions) {
    expect(await findRecord([db], session.session_id)).toEqual(session);
  }
});

it('reads and moves records of the first shape', async () => {
  const session = sessionOf(1);
  const { skews: _, closings: __, current_url: ___, ...merge } = session.merge;
  await insertOld(session, JSON.stringify(merge));
  await migrate();
  const read = await findRecord([db], session.session_id);
  expect(read).toMatchObject({ shape: 3, page_views: 3, custom_data: {} });
  await moveOldRecords(db);
  expect(await findRecord([db], session.session_id)).toEqual(read);
});

it('does not overwrite a newer record, and removes the old row', async () => {
  const session = sessionOf(1);
  await insertOld(session);
  await migrate();
  const newer = { ...session, page_views: 9, version: session.version + 1 };
  expect(await flushRecord(db, newer)).toMatchObject({ version: newer.version });
  await moveOldRecords(db);
  expect(await left()).toBe(0);
  expect(await findRecord([db], session.session_id)).toEqual(newer);
});

it('moves nothing of an erased visitor, and erases old records', async () => {
  const [erased, deleted] = [sessionOf(1), sessionOf(2)];
  await insertOld(erased);
  await insertOld(deleted);
  await migrate();
  await writeVisitorTombstone(db, SITE, erased.visitor_id, T0 + 60 * SECOND);
  expect(await findSiteOfRecord(db, deleted.session_id)).toBe(SITE);
  await deleteRecord(db, deleted.session_id);
  expect(await findRecord([db], deleted.session_id)).toBeNull();
  await db
    .prepare(
      "INSERT INTO tasks (task_id, site_id, lead_id, session_id, created_at) VALUES ('t', ?, 'l', ?, 1)",
    )
    .bind(SITE, erased.session_id)
    .run();
  await moveOldRecords(db);
  // Left for the erasure, which was cut off.
  expect([await left(), await moved()]).toEqual([1, 0]);
  expect(await findSiteOfRecord(db, erased.session_id)).toBe(SITE);
  await deleteRecord(db, erased.session_id);
  expect([await left(), await moved()]).toEqual([0, 0]);
  expect(await db.prepare('SELECT 1 FROM tasks').first()).toBeNull();
});

it('finds a record at any time while it is moved', async () => {
  const session = sessionOf(1);
  await insertOld(session);
  await migrate();
  const moving = moveOldRecords(db);
  for (let look = 0; look < 20; look += 1) {
    expect(await findRecord([db], session.session_id)).toEqual(session);
  }
  await moving;
});

it('keeps the lead of an identify that came while a record was being moved', async () => {
  const session = sessionOf(1);
  const lead_id = '55555555-5555-4555-8555-555555555555';
  await insertOld(session);
  await migrate();
  const batch = vi.spyOn(Object.getPrototypeOf(db), 'batch');
  batch.mockImplementationOnce(async function (this: D1Database, ...statements) {
    batch.mockRestore();
    await db
      .prepare(
        'INSERT INTO visitor_leads (site_id, visitor_id, lead_id, linked_at) VALUES (?, ?, ?, 1)',
      )
      .bind(SITE, session.visitor_id, lead_id)
      .run();
    return this.batch(...(statements as Parameters<D1Database['batch']>));
  });
  await moveOldRecords(db);
  expect(await findRecord([db], session.session_id)).toEqual({ ...session, lead_id });
});

it('deletes records that cannot be read once they have expired', async () => {
  await insertOld(sessionOf(1), 'broken');
  await migrate();
  await moveOldRecords(db);
  await deleteExpiredOldRecords(db, T0, 500);
  expect(await left()).toBe(1);
  await deleteExpiredOldRecords(db, T0 + 397 * 24 * 3_600_000, 500);
  expect(await left()).toBe(0);
});

it('links a session to the lead that its visitor has got meanwhile', async () => {
  const session = sessionOf(1);
  const lead_id = '55555555-5555-4555-8555-555555555555';
  await insertOld(session);
  await migrate();
  await db
    .prepare(
      'INSERT INTO visitor_leads (site_id, visitor_id, lead_id, linked_at) VALUES (?, ?, ?, 1)',
    )
    .bind(SITE, session.visitor_id, lead_id)
    .run();
  await moveOldRecords(db);
  expect(await findRecord([db], session.session_id)).toEqual({ ...session, lead_id });
});

it('moves the others when a record cannot be read', async () => {
  await insertOld(sessionOf(1));
  await insertOld(sessionOf(2), 'broken');
  await insertOld(sessionOf(3));
  await migrate();
  expect(await moveOldRecords(db)).toEqual({ moved: 2, isDone: true });
  expect([await left(), await moved()]).toEqual([1, 2]);
});

it('restarts a pending link from the newest session', async () => {
  await db
    .prepare(
      `INSERT INTO pending_links (site_id, visitor_id, lead_id, before_session_id, created_at)
      VALUES (?, 'v', 'l', 'somewhere', 1)`,
    )
    .bind(SITE)
    .run();
  await migrate();
  expect(await db.prepare('SELECT before_started_at AS at FROM pending_links').first('at')).toBe(
    Number.MAX_SAFE_INTEGER,
  );
});

it('keeps a record small: default values are left out', () => {
  const { counted, details } = packRecord(sessionOf(1));
  expect(details).not.toMatch(/null,null,null,null|"exit_type"|"opens":\{\}/);
  expect(counted.length + details.length).toBeLessThan(1100);
});
