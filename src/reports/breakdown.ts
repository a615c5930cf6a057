/** The numbers by the values of a field: the most frequent values, and all others together. */
import { formatUuid } from '../ids/uuid';
import { visitorOfSession } from '../session/record/counted';
import { Bindings } from './bindings';
import { comparedBy, FIELDS, type Field, type FieldName } from './fields';
import { MEASURE_COLUMNS, type Measures, readMeasures, SELECT_MEASURES } from './measures';
import type { Period } from './period';
import { fromCounted, type Question, type Row, type Scope } from './question';

export const MAX_ROWS = 1000;
export const DEFAULT_ROWS = 10;

/** Null: the value is missing. Of values that differ by case only, one spelling stands for all. */
type Value = string | boolean | null;
/** `rows`: by sessions, the most first, then by value. `other`: of all other values; null where there is none. */
export type Breakdown = {
  by: FieldName;
  rows: ({ value: Value } & Measures)[];
  other: Measures | null;
};

/** Bytes, as SQLite compares text; a missing value comes last. */
const ORDER = 'sessions DESC, value IS NULL, value';

/** `limit`: the most rows, up to `MAX_ROWS`. */
export function askBreakdown(
  scope: Scope,
  period: Period,
  by: FieldName,
  limit: number,
): Question<Breakdown> {
  const field: Field = FIELDS[by];
  return {
    statements: [breakdownStatement(scope, period, field, limit)],
    read: ([rows = []]) => {
      const others = readMeasures(rows.find(({ is_other }) => is_other === 1));
      return {
        by,
        rows: rows
          .filter(({ is_other }) => is_other === 0)
          .map((row) => ({ value: readValue(field, row.value ?? null), ...readMeasures(row) })),
        other: others.sessions === 0 ? null : others,
      };
    },
  };
}

/** Visitors of the others are counted anew: one may have several of their values. */
function breakdownStatement(
  scope: Scope,
  { from, to }: Period,
  field: Field,
  limit: number,
): D1PreparedStatement {
  const bindings = new Bindings();
  const bounds = { from: bindings.bind(from), to: bindings.bind(to) };
  const most = bindings.bind(limit);
  const counted = fromCounted(scope, bindings, bounds);
  // A missing value is compared as a value that no other can be.
  const key = `IFNULL(${comparedBy(field)}, x'')`;
  return bindings.prepare(
    scope.db,
    `WITH totals AS MATERIALIZED (
        SELECT ${key} AS compared, ${sample(field)} AS sample, ${SELECT_MEASURES} ${counted} GROUP BY 1),
      top AS MATERIALIZED (
        SELECT compared, ${shownValue(field)} AS value, ${MEASURE_COLUMNS} FROM totals ORDER BY ${ORDER} LIMIT ${most}),
      rest AS (SELECT ${SELECT_MEASURES} ${counted}
        AND (SELECT COUNT(*) FROM totals) > ${most} AND ${key} NOT IN (SELECT compared FROM top)),
      listed AS (SELECT 0 AS is_other, value, ${MEASURE_COLUMNS} FROM top
        UNION ALL SELECT 1, NULL, ${MEASURE_COLUMNS} FROM rest)
    SELECT is_other, value, ${MEASURE_COLUMNS} FROM listed ORDER BY is_other, ${ORDER}`,
  );
}

/** An aggregate that `shownValue` is told by. */
function sample({ kind, column }: Field): string {
  return kind === 'visitor' ? 'MIN(session_id)' : `MIN(${column})`;
}

/** Of nothing, `hex` makes an empty text. */
function shownValue({ kind }: Field): string {
  if (kind === 'visitor') return `NULLIF(hex(${visitorOfSession('sample')}), '')`;
  return kind === 'lead' ? "NULLIF(hex(sample), '')" : 'sample';
}

function readValue({ kind }: Field, value: Row[string]): Value {
  if (kind === 'flag') return value === 1;
  if (value === null || value === undefined) return null;
  const text = String(value);
  return kind === 'visitor' || kind === 'lead' ? formatUuid(text.toLowerCase()) : text;
}
