/** The numbers by the values of a field: the most frequent values, and all others together. */
import { formatUuid, type SiteId } from '../ids/uuid';
import { visitorOfKey } from '../session/record/counted';
import { comparedBy, FIELDS, type Field, type FieldName } from './fields';
import {
  COUNTED_IN_JSON,
  MEASURE_COLUMNS,
  type Measures,
  readMeasures,
  SUMMED_IN_JSON,
  selectMeasures,
} from './measures';
import type { Part } from './question';

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

/** `limit`: the most rows, up to `MAX_ROWS`. */
export function breakdownPart(siteId: SiteId, by: FieldName, limit: number): Part<Breakdown> {
  const field: Field = FIELDS[by];
  const isVisitor = field.kind === 'visitor';
  const columns = { key: isVisitor ? 'visitor_key' : `key_${by}`, sample: `sample_${by}` };
  return {
    columns: isVisitor ? [] : [`${keyOf(field)} AS ${columns.key}`, ...sampled(field, columns)],
    sql: (bindings) => {
      const value = shownValue(field, () => bindings.bind(siteId));
      return breakdownSql(field, columns, value, bindings.bind(limit));
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

/** What is counted of the others is the rest of the totals, but for visitors: one may have several of their values. */
function breakdownSql(field: Field, { key, sample }: Columns, value: string, most: string): string {
  const order = orderOf(field);
  const isVisitor = field.kind === 'visitor';
  const visitors = isVisitor
    ? '(SELECT COUNT(*) FROM totals) - (SELECT COUNT(*) FROM top)'
    : `(SELECT COUNT(DISTINCT visitor_key) FROM base WHERE ${key} NOT IN (SELECT compared FROM top))`;
  const shown = hasSpellings(field) ? `MIN(${sample})` : `NULLIF(${key}, x'')`;
  return `(WITH totals AS MATERIALIZED (
      SELECT ${key} AS compared, ${shown} AS sample, ${selectMeasures(isVisitor ? '1' : undefined)} FROM base GROUP BY ${key} ORDER BY ${key}),
    top AS MATERIALIZED (SELECT compared, sample, ${MEASURE_COLUMNS} FROM totals ORDER BY ${order} LIMIT ${most})
    SELECT json_object(
      'rows', (SELECT json_group_array(json_object('value', ${value}, ${COUNTED_IN_JSON}) ORDER BY ${order}) FROM top),
      'other', CASE WHEN (SELECT COUNT(*) FROM totals) > ${most}
        THEN (SELECT json_object('visitors', ${visitors}, ${SUMMED_IN_JSON}) FROM totals
          WHERE compared NOT IN (SELECT compared FROM top)) END))`;
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
