/**
 * Exact medians, in SQL, in less time than sorting takes: a sample tells between which values a median must be, and only what
 * lies between them is sorted. If it is not there after all, everything is. Of 100,000 sessions a summary takes 0.14 s so, and
 * 0.20 s with sorting. A median of an even number is the mean of the two in the middle.
 */

/** Columns of `base` that have a median, over those of which `is_ended` is true. */
export const MEDIAN_COLUMNS = ['duration', 'active_time'] as const;
type MedianColumn = (typeof MEDIAN_COLUMNS)[number];

/** `base` is in the order of visitors' keys, which are hashes, so its first rows are any sessions. */
const SAMPLE_ROWS = 2000;

const isNear = (column: MedianColumn) =>
  `${column} BETWEEN ${bound(column, 45)} AND ${bound(column, 55)}`;
const each = (write: (column: MedianColumn) => string, separator = ', ') =>
  MEDIAN_COLUMNS.map(write).join(separator);

/** Further tables of the statement. */
export const MEDIAN_TABLES = `
  sample AS MATERIALIZED (SELECT ${MEDIAN_COLUMNS.join()} FROM base WHERE is_ended LIMIT ${SAMPLE_ROWS}),
  ${each((column) => `sample_${column} AS MATERIALIZED (SELECT ${column} AS v FROM sample ORDER BY v)`)},
  near AS MATERIALIZED (SELECT ${MEDIAN_COLUMNS.join()} FROM base WHERE is_ended AND (${each(isNear, ' OR ')})),
  ${each((column) => `near_${column} AS MATERIALIZED (SELECT ${column} AS v FROM near WHERE ${isNear(column)} ORDER BY v)`)}`;

/** Aggregates over `base`: how many are below what is near the median. */
export const COUNT_BELOW = each(
  (column) => `SUM(is_ended AND ${column} < ${bound(column, 45)}) AS below_${column}`,
);

/** An expression: `totals` is a table with one row, which has the aggregates `ended` and `COUNT_BELOW`. */
export function median(column: MedianColumn): string {
  const total = (name: string) => `(SELECT IFNULL(${name}, 0) FROM totals)`;
  const [ended, below] = [total('ended'), total(`below_${column}`)];
  // The second ORDER BY sorts nothing: the tables are in this order.
  const middle = (table: string, before: string) =>
    `SELECT AVG(v) FROM (SELECT v FROM ${table} ORDER BY v
      LIMIT 2 - ${ended} % 2 OFFSET MAX(0, (${ended} - 1) / 2 - ${before}))`;
  const isFound = `${below} <= (${ended} - 1) / 2 AND ${ended} / 2 < ${below} + (SELECT COUNT(*) FROM near_${column})`;
  return `CASE WHEN ${isFound} THEN (${middle(`near_${column}`, below)})
    ELSE (WITH sorted AS MATERIALIZED (SELECT ${column} AS v FROM base WHERE is_ended ORDER BY v)
      ${middle('sorted', '0')}) END`;
}

/** Of the sample, what so many of a hundred are below. */
function bound(column: MedianColumn, percent: number): string {
  const place = `(SELECT COUNT(*) * ${percent} / 100 FROM sample_${column})`;
  return `(SELECT v FROM sample_${column} ORDER BY v LIMIT 1 OFFSET ${place})`;
}
