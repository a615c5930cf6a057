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

export const MAX_ROWS = 1000;
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
  const columns = { key: `key_${by}`, sample: `sample_${by}` };
  // A missing value is compared as a value that no other can be.
  const key = field.isNullable ? `IFNULL(${comparedBy(field)}, x'')` : comparedBy(field);
  const sampled = sampledColumn(field);
  return {
    columns: [
      `${key} AS ${columns.key}`,
      ...(sampled === null ? [] : [`${sampled} AS ${columns.sample}`]),
    ],
    reads: 'twice',
    sql: (bindings, inOrder) => {
      const source = inOrder(
        field.kind === 'visitor' ? columns.key : `${columns.key}, visitor_key`,
      );
      const value = shownValue(field, () => bindings.bind(siteId));
      return breakdownSql(field, { ...columns, source, value }, bindings.bind(limit));
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

/** `key`, `sample`: columns of `base`. `source`: the same, in the order in which groups are made in the least time. */
type Columns = { key: string; sample: string; source: string };

/** What is counted of the others is the rest of the totals, but for visitors: one may have several of their values. */
function breakdownSql(
  field: Field,
  { key, sample, source, value }: Columns & { value: string },
  most: string,
): string {
  const visitors =
    field.kind === 'visitor'
      ? '(SELECT COUNT(*) FROM totals) - (SELECT COUNT(*) FROM top)'
      : `(SELECT COUNT(*) FROM (SELECT 1 FROM base WHERE ${key} NOT IN (SELECT compared FROM top) GROUP BY visitor_key))`;
  const order = orderOf(field);
  const sampled = sampledColumn(field) === null ? `NULLIF(${key}, x'')` : `MIN(${sample})`;
  return `(WITH totals AS MATERIALIZED (
      SELECT ${key} AS compared, ${sampled} AS sample, ${selectMeasures(field.kind === 'visitor' ? '1' : undefined)} FROM ${source} GROUP BY ${key} ORDER BY ${key}),
    top AS MATERIALIZED (SELECT compared, sample, ${MEASURE_COLUMNS} FROM totals ORDER BY ${order} LIMIT ${most})
    SELECT json_object(
      'rows', (SELECT json_group_array(json_object('value', ${value}, ${COUNTED_IN_JSON}) ORDER BY ${order}) FROM top),
      'other', CASE WHEN (SELECT COUNT(*) FROM totals) > ${most}
        THEN (SELECT json_object('visitors', ${visitors}, ${SUMMED_IN_JSON}) FROM totals
          WHERE compared NOT IN (SELECT compared FROM top)) END))`;
}

/**
 * Of values with as many sessions: bytes, as SQLite compares text, a missing value last. Of visitors the key, because their ids
 * are elsewhere and would have to be looked up for all.
 */
function orderOf({ kind }: Field): string {
  return `sessions DESC, ${kind === 'visitor' ? 'compared' : 'sample IS NULL, sample'}`;
}

/** What the shown value is made of, the least of all that compare as one; null where that is what is compared. */
function sampledColumn({ kind, column }: Field): string | null {
  return kind === 'folded' ? column : null;
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
