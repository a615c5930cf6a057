/** Sessions one by one, the newest first: pages of a list, found by the filters of all reports. */
import { type Page, writeCursor } from '../ids/page';
import type { SiteId } from '../ids/uuid';
import { selectColumn } from '../session/record/columns';
import {
  LISTED_ROW_COLUMNS,
  type ListedRow,
  type ListedSession,
  toListed,
} from '../session/record/list';
import { Bindings } from './bindings';
import type { Period } from './period';
import { ask, fromCounted, fromPage, type Question, type Row, type Scope } from './question';

export type SessionList = {
  sessions: ListedSession[];
  /** The cursor of the following page, which may be empty; null: this is the last. */
  next: string | null;
  /** How many there are on all pages, where it was asked for: that reads all of them. */
  total?: number;
};

/**
 * A page reads one row for each session it shows, one for each that its filters pass over, and no other, however many there are.
 * So nobody looks whether another follows: a full page has a cursor, and the page after it may be empty. Throws when D1 does.
 */
export async function listSessions(
  scope: Scope,
  period: Period,
  { limit, after, withTotal }: Page & { withTotal: boolean },
): Promise<SessionList> {
  const [rows, counted] = await ask(scope.db, {
    statements: [
      selectPage(scope, period, { limit, after }),
      ...(withTotal ? [selectTotal(scope, period)] : []),
    ],
    read: ([rows = [], counted = []]) => [rows, counted],
  } satisfies Question<[Row[], Row[]]>);
  const sessions = rows.map((row) => readListed(row, scope.siteId));
  const last = sessions[limit - 1];
  const next =
    last === undefined ? null : writeCursor({ at: last.started_at, id: last.session_id });
  const total = counted[0]?.total;
  return { sessions, next, ...(typeof total === 'number' && { total }) };
}

function selectPage(scope: Scope, period: Period, { limit, after }: Page) {
  const bindings = new Bindings();
  const sessions = fromPage(scope, bindings, period, after);
  // By the bytes of ids: by what is shown of them the rows would have to be sorted.
  const sql = `SELECT ${selectListed()} ${sessions}
    ORDER BY counted.started_at DESC, counted.session_id DESC LIMIT ${bindings.bind(limit)}`;
  return bindings.prepare(scope.db, sql);
}

function selectTotal(scope: Scope, { from, to }: Period) {
  const bindings = new Bindings();
  const bounds = { from: bindings.bind(from), to: bindings.bind(to) };
  return bindings.prepare(
    scope.db,
    `SELECT COUNT(*) AS total ${fromCounted(scope, bindings, bounds)}`,
  );
}

/** What `readListed` takes, of the columns of `countedSessions`. */
export function selectListed(): string {
  return LISTED_ROW_COLUMNS.map((column) => selectColumn('counted', column)).join(', ');
}

export function readListed(row: Row, siteId: SiteId): ListedSession {
  // What `selectListed` has selected.
  return toListed(row as ListedRow, siteId);
}
