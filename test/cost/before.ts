/**
 * What the same visits took before a further page cost one message and a visit one alarm, as this meter counted it in commit
 * `73753c5` with the script of that time, which sent `end create create update` for every further page, and preflights.
 * One call each is the walk's that asked every object.
 */
import type { Usage } from './prices';

/**
 * Rows that the walks over all sessions read in a run of the cron trigger, whatever there was to do (counted with 80,000
 * sessions in D1), for each of a million visits a month.
 */
export const READ_BY_WALKS = (260_000 * 12 * 24 * 30.4) / 1e6;

type Counts = Omit<Usage, 'sessions' | 'cpuMs' | 'storedBytes' | 'deletedRows'>;

function counts(
  messages: number,
  workerRequests: number,
  alarms: number,
  objectMs: number,
  objectRowsWritten: number,
  d1RowsWritten: number,
  d1RowsRead: number,
): Counts {
  const objectRequests = messages + alarms + 1;
  return {
    messages,
    workerRequests,
    alarms,
    objectMs,
    objectRowsWritten,
    d1RowsWritten,
    d1RowsRead: d1RowsRead + READ_BY_WALKS,
    objectRequests,
  };
}

export const BEFORE: Counts[] = [
  counts(2, 3, 2, 11, 5, 4, 24),
  counts(13, 15, 3, 16, 15, 12, 88),
  counts(50, 52, 12, 54, 56, 44, 340),
  counts(42, 44, 22, 97, 65, 24, 244),
  counts(12, 12, 7, 30, 20, 9, 79),
];
