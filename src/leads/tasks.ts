/** Tasks: follow-ups to do for a lead. */
import type { SessionId } from '../ids/uuid';

/** A statement that removes the tasks made for these sessions, to be part of a larger transaction. */
export function deleteTasksOfSessions(
  db: D1Database,
  sessionIds: SessionId[],
): D1PreparedStatement {
  return db
    .prepare('DELETE FROM tasks WHERE session_id IN (SELECT value FROM json_each(?1))')
    .bind(JSON.stringify(sessionIds));
}
