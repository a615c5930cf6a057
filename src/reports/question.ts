/**
 * What is asked of D1, and how the answer is read. Sessions are read once for all parts of a question: into the table `base` of a
 * statement, of which each part is an expression that makes one JSON text.
 */
import { type Cursor, placeBefore } from '../ids/page';
import type { SiteId } from '../ids/uuid';
import { type CountedSql, countedSessions } from '../session/record/counted';
import { Bindings } from './bindings';
import { type Filters, filterSql } from './filters';
import { COUNTED_BY } from './measures';
import type { Period } from './period';

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

/**
 * The sessions that a report is about. `now`: up to when time has passed; `keptSince`: since when the site keeps its sessions, as
 * the cache of sites has it. Both in ms since the epoch.
 */
export type Scope = {
  db: D1Database;
  siteId: SiteId;
  filters: Filters;
  now: number;
  keptSince: number;
};

/** `FROM` and `WHERE` of a statement about those that started within the bounds, which are expressions. */
export function fromCounted(
  { siteId, filters, now }: Scope,
  bindings: Bindings,
  bounds: Pick<CountedSql, 'from' | 'to' | 'toId' | 'keptSince'>,
): string {
  const site = bindings.bind(siteId);
  const counted = countedSessions({ ...bounds, siteId: site, now: bindings.bind(now) });
  return `FROM ${counted} AS counted WHERE ${filterSql(filters, bindings)}`;
}

/**
 * The same of a page: those after a place in the order of lists, the newest first. It reads no row but theirs:
 * retention is the cache's, as old as all settings of a site, and SQLite would read the cursor's own row to see that it is no part.
 */
export function fromPage(
  scope: Scope,
  bindings: Bindings,
  { from, to }: Period,
  after: Cursor,
): string {
  const { at, id } = placeBefore(after.at < to ? after : { at: to, id: FIRST_ID });
  return fromCounted(scope, bindings, {
    from: bindings.bind(from),
    to: bindings.bind(at),
    toId: `unhex(${bindings.bind(id)}, '-')`,
    keptSince: bindings.bind(scope.keptSince),
  });
}

/** Before all others. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * A part of a question. `columns`: what `base` has for it, beside what `MEASURES` need. `sql`: a JSON text, made of `base`; `read`
 * takes what the text says.
 */
export type Part<T> = {
  columns: string[];
  sql: (bindings: Bindings) => string;
  read: (answer: Record<string, unknown>) => T;
};

/**
 * The order of `base`. That of the visitors suits all parts: distinct ones are counted faster then, because SQLite keeps that order
 * when it sorts into groups (an overview of 100,000 sessions takes 0.87 s so, and 1.17 s in another order).
 */
const BY_VISITOR = 'visitor_key';

/** Two kinds of parts about the same sessions, in one statement, which reads these once. */
export function askParts<A, B>(
  scope: Scope,
  period: Period,
  first: Part<A>,
  others: Part<B>[],
  order = BY_VISITOR,
): Question<[A, B[]]> {
  return {
    statements: [selectParts(scope, period, [first, ...others], order)],
    read: ([rows]) => [
      first.read(readAnswer(rows, 0)),
      others.map(({ read }, i) => read(readAnswer(rows, i + 1))),
    ],
  };
}

/** One part alone, which may want `base` in another order. */
export function askPart<T>(
  scope: Scope,
  period: Period,
  part: Part<T>,
  order?: string,
): Question<T> {
  const question = askParts(scope, period, part, [], order);
  return { ...question, read: (rows) => question.read(rows)[0] };
}

function selectParts(
  scope: Scope,
  { from, to }: Period,
  parts: Omit<Part<unknown>, 'read'>[],
  order: string,
): D1PreparedStatement {
  const bindings = new Bindings();
  const bounds = { from: bindings.bind(from), to: bindings.bind(to) };
  const columns = [COUNTED_BY, ...new Set(parts.flatMap((part) => part.columns))].join(', ');
  const base = `SELECT ${columns} ${fromCounted(scope, bindings, bounds)} ORDER BY ${order}`;
  const answers = parts.map(({ sql }, i) => `${sql(bindings)} AS answer_${i}`).join(', ');
  return bindings.prepare(scope.db, `WITH base AS MATERIALIZED (${base}) SELECT ${answers}`);
}

function readAnswer(rows: Row[] | undefined, part: number): Record<string, unknown> {
  return JSON.parse(String(rows?.[0]?.[`answer_${part}`] ?? '{}'));
}
