/** Leads and tasks from before the statuses they have now. */
import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { asId } from '../../src/ids/uuid';
import { findLead } from '../../src/leads/lead';
import { SITE } from '../session/life/factories';

const db = env.BARE;
const LAST = '0012_rename_statuses.sql';

beforeAll(async () => {
  const before = env.MIGRATIONS.findIndex(({ name }) => name === LAST);
  await applyD1Migrations(db, env.MIGRATIONS.slice(0, before));
  const statements = [
    ...['new', 'open', 'closed'].map((status) =>
      db
        .prepare(
          `INSERT INTO leads (lead_id, site_id, email, claimed_email, name, phone, status, known_by, created_at, updated_at)
          VALUES ('lead-' || ?2, ?1, ?2 || '@example.com', 'claimed', 'Ann', '+49', ?2, 'email', 1, 2)`,
        )
        .bind(SITE, status),
    ),
    ...['open', 'done'].map((status) =>
      db
        .prepare(
          `INSERT INTO tasks (task_id, site_id, lead_id, session_id, status, created_at)
          VALUES ('task-' || ?2, ?1, 'lead-new', 'session-' || ?2, ?2, 3)`,
        )
        .bind(SITE, status),
    ),
  ];
  await db.batch(statements);
  await applyD1Migrations(db, env.MIGRATIONS);
});

it.each([
  ['new', 'new'],
  ['open', 'contacted'],
  ['closed', 'lost'],
])('a lead that was %s is %s, and all else of it stays', async (was, status) => {
  const lead_id = `lead-${was}`;
  expect(await findLead(db, asId(lead_id))).toEqual({
    lead_id,
    site_id: SITE,
    email: `${was}@example.com`,
    claimed_email: 'claimed',
    name: 'Ann',
    phone: '+49',
    status,
    known_by: 'email',
  });
  const times = db.prepare('SELECT created_at, updated_at FROM leads WHERE lead_id = ?');
  expect(await times.bind(lead_id).first()).toEqual({ created_at: 1, updated_at: 2 });
});

it.each([
  ['open', 'pending'],
  ['done', 'completed'],
])('a task that was %s is %s, and all else of it stays', async (was, status) => {
  const task = db.prepare('SELECT * FROM tasks WHERE task_id = ?').bind(`task-${was}`);
  expect(await task.first()).toEqual({
    task_id: `task-${was}`,
    site_id: SITE,
    lead_id: 'lead-new',
    session_id: `session-${was}`,
    status,
    created_at: 3,
  });
});

it('an older Worker, which gives no status, still makes both', async () => {
  const values = `(lead_id, site_id, known_by, created_at, updated_at) VALUES ('l', '${SITE}', 'name', 1, 1)`;
  expect(await db.prepare(`INSERT INTO leads ${values} RETURNING status`).first('status')).toBe(
    'new',
  );
  const task = `(task_id, site_id, lead_id, session_id, created_at) VALUES ('t', '${SITE}', 'l', 's', 1)`;
  expect(await db.prepare(`INSERT INTO tasks ${task} RETURNING status`).first('status')).toBe(
    'pending',
  );
});

it('emails, and tasks of a lead and session, are still unique; other statuses are refused', async () => {
  const lead = `INSERT INTO leads (lead_id, site_id, email, known_by, created_at, updated_at)
    VALUES ('twin', '${SITE}', 'new@example.com', 'email', 1, 1)`;
  await expect(db.prepare(lead).run()).rejects.toThrow('UNIQUE constraint failed: leads.');
  const task = `INSERT INTO tasks (task_id, site_id, lead_id, session_id, created_at)
    VALUES ('twin', '${SITE}', 'lead-new', 'session-open', 1)`;
  await expect(db.prepare(task).run()).rejects.toThrow('UNIQUE constraint failed: tasks.');
  await expect(db.prepare("UPDATE leads SET status = 'open'").run()).rejects.toThrow('CHECK');
  await expect(db.prepare("UPDATE tasks SET status = 'done'").run()).rejects.toThrow('CHECK');
});
