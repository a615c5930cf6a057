/** What is asked of D1 in one batch, and how the answer is read. */
import type { SiteId } from '../ids/uuid';
import { countedSessions } from '../session/record/counted';
import type { Bindings } from './bindings';
import { type Filters, filterSql } from './filters';

export type Row = Record<string, string | number | null>;
/** `read` takes the rows of each statement. */
export type Question<T> = {
  statements: D1PreparedStatement[];
  read: (rows: Row[][]) => T;
};

/** One round trip. Throws when D1 does. */
export async function ask<T>(db: D1Database, { statements, read }: Question<T>): Promise<T> {
  const results = await db.batch<Row>(statements);
  return read(results.map((result) => result.results));
}

/** Two questions as one. */
export function both<A, B>(a: Question<A>, b: Question<B>): Question<[A, B]> {
  const count = a.statements.length;
  return {
    statements: [...a.statements, ...b.statements],
    read: (rows) => [a.read(rows.slice(0, count)), b.read(rows.slice(count))],
  };
}

/** Any number of questions as one. */
export function all<T>(questions: Question<T>[]): Question<T[]> {
  const [first, ...others] = questions;
  if (first === undefined) return { statements: [], read: () => [] };
  const joined = both(first, all(others));
  return {
    ...joined,
    read: (rows) => {
      const [one, more] = joined.read(rows);
      return [one, ...more];
    },
  };
}

/** The sessions that a report is about. `now`: up to when time has passed, in ms since the epoch. */
export type Scope = { db: D1Database; siteId: SiteId; filters: Filters; now: number };

/** `FROM` and `WHERE` of a statement about those that started in `[from, to)`, which are expressions. */
export function fromCounted(
  { siteId, filters, now }: Scope,
  bindings: Bindings,
  { from, to }: { from: string; to: string },
): string {
  const site = bindings.bind(siteId);
  const counted = countedSessions({ siteId: site, from, to, now: bindings.bind(now) });
  return `FROM ${counted} AS counted WHERE ${filterSql(filters, bindings)}`;
}
