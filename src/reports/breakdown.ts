/** The numbers by the values of a field: the most frequent values, and all others together. */
import { formatUuid, type SiteId } from '../ids/uuid';
import { visitorOfKey } from '../session/record/counted';
import { comparedBy, FIELDS, type Field, type FieldName } from './fields';
import {
  COUNT_VISITORS,
  COUNTED_IN_JSON,
  type Measures,
  readMeasures,
  SELECT_SUMMED,
  SUMMED_IN_JSON,
} from './measures';
import type { Period } from './period';
import { askPart, type Part, type Question, type Scope } from './question';

/** Paths have up to 2,048 characters, and D1 makes no text of more than 2,000,000 bytes. */
export const MAX_ROWS = 500;
export const DEFAULT_ROWS = 10;

/** Null: the value is missing. Of values that differ by case only, one spelling stands for all. */
type Value = string | boolean | null;
/** `rows`: by sessions, the most first, then by value (visitors in an order of their own, always the same). `other`: of all other values; null where there is none. */
export type Breakdown = {
  by: FieldName;
  rows: ({ value: Value } & Measures)[];
  other: Measures | null;
};

/**
 * A breakdown alone. `limit`: the most rows, up to `MAX_ROWS`. Its sessions are sorted once, by value and visitor. As a part among
 * others they would be sorted twice, by visitor and then by value, and a million sessions would take 1.1 times as long.
 */
export function askBreakdown(
  scope: Scope,
  period: Period,
  { by, limit }: { by: FieldName; limit: number },
): Question<Breakdown> {
  const { key } = columnsOf(by);
  return askPart(scope, period, toPart(scope.siteId, by, limit, true), `${key}, visitor_key`);
}

/** A breakdown as a part among others, of `base` in the order of visitors. */
export function breakdownPart(siteId: SiteId, by: FieldName, limit: number): Part<Breakdown> {
  return toPart(siteId, by, limit, false);
}

/** `isByValue`: whether `base` is in the order of the values. */
function toPart(siteId: SiteId, by: FieldName, limit: number, isByValue: boolean): Part<Breakdown> {
  const field: Field = FIELDS[by];
  const columns = columnsOf(by);
  const isVisitor = field.kind === 'visitor';
  return {
    columns: isVisitor ? [] : [`${keyOf(field)} AS ${columns.key}`, ...sampled(field, columns)],
    sql: (bindings) => {
      const value = shownValue(field, () => bindings.bind(siteId));
      const visitors = isVisitor ? ONE_EACH : countVisitors(columns.key, isByValue);
      return breakdownSql(field, columns, visitors, value, bindings.bind(limit));
    },
    read: ({ rows, other }) => {
      const others = readMeasures(Object(other));
      return {
        by,
        rows: toRows(rows).map((row) => ({
          value: readValue(field, row.value),
          ...readMeasures(row),
        })),
        other: others.sessions === 0 ? null : others,
      };
    },
  };
}

/** Columns of `base`. `key`: by which values are compared; `sample`: of values that differ and compare as one. */
type Columns = { key: string; sample: string };

function columnsOf(by: FieldName): Columns {
  const isVisitor = FIELDS[by].kind === 'visitor';
  return { key: isVisitor ? 'visitor_key' : `key_${by}`, sample: `sample_${by}` };
}

/** Whether values that differ compare as one. Those that are one of a few have one spelling, and need no folding of every row. */
function hasSpellings(field: Field): boolean {
  return field.kind === 'folded' && field.oneOf === undefined;
}

/** A missing value is compared as a value that no other can be. */
function keyOf(field: Field): string {
  const key = hasSpellings(field) ? comparedBy(field) : field.column;
  return field.isNullable ? `IFNULL(${key}, x'')` : key;
}

function sampled(field: Field, { sample }: Columns): string[] {
  return hasSpellings(field) ? [`${field.column} AS ${sample}`] : [];
}

/** How visitors are counted. `totals`: its column, or nothing; `top`: what its rows are read from; `others`: those of all other values. */
type Visitors = { totals: string; top: string; others: string };

const ONE_EACH: Visitors = {
  totals: ', 1 AS visitors',
  top: 'frequent',
  others: '(SELECT COUNT(*) FROM totals) - (SELECT COUNT(*) FROM frequent)',
};

/**
 * Where `base` is in the order of the values, in a query of their own: SQLite then sees from the order which visitor it has counted.
 * In one query with the sums it would keep a table of them.
 */
function countVisitors(key: string, isByValue: boolean): Visitors {
  const others = `(SELECT ${COUNT_VISITORS} FROM (
    SELECT visitor_key FROM base WHERE ${key} NOT IN (SELECT compared FROM frequent) ORDER BY visitor_key))`;
  if (!isByValue) return { totals: `, ${COUNT_VISITORS} AS visitors`, top: 'frequent', others };
  const seen = `SELECT ${key} AS compared, ${COUNT_VISITORS} AS visitors FROM base GROUP BY ${key}`;
  return { totals: '', top: `(${seen}) CROSS JOIN frequent USING (compared)`, others };
}

/** What is counted of the others is the rest of the totals, but for visitors: one may have several of their values. */
function breakdownSql(
  field: Field,
  { key, sample }: Columns,
  visitors: Visitors,
  value: string,
  most: string,
): string {
  const order = orderOf(field);
  const shown = hasSpellings(field) ? `MIN(${sample})` : `NULLIF(${key}, x'')`;
  return `(WITH totals AS MATERIALIZED (
      SELECT ${key} AS compared, ${shown} AS sample, ${SELECT_SUMMED}${visitors.totals} FROM base GROUP BY ${key} ORDER BY ${key}),
    frequent AS MATERIALIZED (SELECT * FROM totals ORDER BY ${order} LIMIT ${most}),
    top AS MATERIALIZED (SELECT * FROM ${visitors.top})
    SELECT json_object(
      'rows', (SELECT json_group_array(json_object('value', ${value}, ${COUNTED_IN_JSON}) ORDER BY ${order}) FROM top),
      'other', CASE WHEN (SELECT COUNT(*) FROM totals) > ${most}
        THEN (SELECT json_object('visitors', ${visitors.others}, ${SUMMED_IN_JSON}) FROM totals
          WHERE compared NOT IN (SELECT compared FROM frequent)) END))`;
}

/**
 * Of values with as many sessions: bytes, as SQLite compares text, a missing value last. Of visitors the key, because their ids
 * would make each row longer that is sorted.
 */
function orderOf({ kind }: Field): string {
  return `sessions DESC, ${kind === 'visitor' ? 'compared' : 'sample IS NULL, sample'}`;
}

/** An expression over `top`. Of nothing, `hex` makes an empty text. */
function shownValue({ kind }: Field, bindSite: () => string): string {
  if (kind === 'visitor') return `NULLIF(hex(${visitorOfKey(bindSite(), 'compared')}), '')`;
  return kind === 'lead' ? "NULLIF(hex(sample), '')" : 'sample';
}

function toRows(rows: unknown): Record<string, unknown>[] {
  return Array.isArray(rows) ? rows : [];
}

function readValue({ kind }: Field, value: unknown): Value {
  if (kind === 'flag') return value === 1;
  if (value === null || value === undefined) return null;
  const text = String(value);
  return kind === 'visitor' || kind === 'lead' ? formatUuid(text.toLowerCase()) : text;
}
