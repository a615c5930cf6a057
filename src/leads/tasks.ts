/** Tasks: follow-ups to do for a lead. */
import { cutPage } from '../ids/page';
import type { LeadId, SessionId, SiteId } from '../ids/uuid';
import type { TaskFilter, TaskStatus } from './schema';

/** `session_id`: the session in which the lead was identified. Times in ms since the epoch. */
export type Task = {
  task_id: string;
  site_id: SiteId;
  lead_id: LeadId;
  session_id: SessionId;
  status: TaskStatus;
  created_at: number;
};

const COLUMNS = 'task_id, site_id, lead_id, session_id, status, created_at';

/** A condition in SQL, of SQL expressions: the site still keeps the session. `now`: ms since the epoch. */
type IsKept = (session: { siteId: string; sessionId: string; now: string }) => string;

/**
 * A page of the site's tasks, the newest first, but for those of sessions that are no longer kept. `next` is the cursor of the
 * following page, or null. With a filter it reads the site's tasks until the page is full. Throws when D1 does.
 */
export async function listTasks(
  db: D1Database,
  siteId: SiteId,
  { status, lead_id, limit, after }: TaskFilter,
  isKept: IsKept,
  now: number,
): Promise<{ tasks: Task[]; next: string | null }> {
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS} FROM tasks ${lead_id === undefined ? 'INDEXED BY tasks_by_time' : ''}
      WHERE site_id = ?1 AND (created_at, task_id) < (?2, ?3) AND (?4 IS NULL OR status = ?4)
        ${lead_id === undefined ? '' : 'AND lead_id = ?5'}
        AND ${isKept({ siteId: '?1', sessionId: 'tasks.session_id', now: '?7' })}
      ORDER BY created_at DESC, task_id DESC LIMIT ?6`,
    )
    .bind(siteId, after.at, after.id, status ?? null, lead_id ?? null, limit + 1, now)
    .all<Task>();
  const { items, next } = cutPage(results, limit, ({ created_at, task_id }) => ({
    at: created_at,
    id: task_id,
  }));
  return { tasks: items, next };
}

/** Null: the site has no such task, or none that is listed. Throws when D1 does. */
export async function changeTask(
  db: D1Database,
  siteId: SiteId,
  { task_id, status }: Pick<Task, 'task_id' | 'status'>,
  isKept: IsKept,
  now: number,
): Promise<Task | null> {
  return db
    .prepare(
      `UPDATE tasks SET status = ?3 WHERE task_id = ?1 AND site_id = ?2
        AND ${isKept({ siteId: '?2', sessionId: 'tasks.session_id', now: '?4' })} RETURNING ${COLUMNS}`,
    )
    .bind(task_id, siteId, status, now)
    .first<Task>();
}

/** A statement that removes the tasks made for these sessions, to be part of a larger transaction. */
export function deleteTasksOfSessions(
  db: D1Database,
  sessionIds: SessionId[],
): D1PreparedStatement {
  return db
    .prepare('DELETE FROM tasks WHERE session_id IN (SELECT value FROM json_each(?1))')
    .bind(JSON.stringify(sessionIds));
}
