/**
 * Moves records from before there were two tables, a batch at a time. Writing and deleting is one transaction, so a run that
 * is cut off is simply repeated. If a record was written again meanwhile, it is newer, and the old row is only deleted.
 */
import { logError } from '../../log';
import type { Session } from '../life/session';
import { listOldRows, type OldRow, oldRowToSession, settleOldRecords } from './old-records';
import { packRecord } from './pack';
import { flushRecords } from './write';

/** Rows in a batch, and batches in a run: 10,000 rows, 2.9 million a day. */
const BATCH = 100;
const MAX_BATCHES = 100;

/** The newest first. `isDone`: what is left is unreadable, or is being erased. Throws when D1 does. */
export async function moveOldRecords(
  db: D1Database,
  batches = MAX_BATCHES,
): Promise<{ moved: number; isDone: boolean }> {
  let before = '~';
  let moved = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const rows = await listOldRows(db, before, BATCH);
    const last = rows.at(-1);
    if (last === undefined) return { moved, isDone: true };
    before = last.session_id;
    const sessions = rows.flatMap((row) => readOrLeave(row) ?? []);
    await flushRecords(db, sessions.map(packRecord), settleOldRecords(db, sessions));
    moved += sessions.length;
  }
  return { moved, isDone: false };
}

/** Null for an unreadable row: it stays where it is, and the others are moved. */
function readOrLeave(row: OldRow): Session | null {
  try {
    return oldRowToSession(row);
  } catch (error) {
    logError('record_unreadable', error, { session_id: row.session_id });
    return null;
  }
}
