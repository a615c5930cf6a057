import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COUNT_BELOW, MEDIAN_TABLES, median } from '../../src/reports/median';

type Row = { duration: number; active_time: number; is_ended: 0 | 1 };

/** Of the table `base`, as a summary has it. */
function askMedians(rows: Row[]) {
  const column = (name: keyof Row) => `value ->> '${name}' AS ${name}`;
  return env.DB.prepare(
    `WITH base AS MATERIALIZED (SELECT ${column('duration')}, ${column('active_time')}, ${column('is_ended')}
      FROM json_each(?1) ORDER BY key), ${MEDIAN_TABLES},
      totals AS MATERIALIZED (SELECT SUM(is_ended) AS ended, ${COUNT_BELOW} FROM base)
    SELECT ${median('duration')} AS duration, ${median('active_time')} AS active_time`,
  )
    .bind(JSON.stringify(rows))
    .first();
}

function medianOf(rows: Row[], name: 'duration' | 'active_time'): number | null {
  const sorted = rows.filter(({ is_ended }) => is_ended === 1).map((row) => row[name]);
  sorted.sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(half)], sorted[Math.ceil(half)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

const expectedOf = (rows: Row[]) => ({
  duration: medianOf(rows, 'duration'),
  active_time: medianOf(rows, 'active_time'),
});

const rowsOf = (count: number, duration: (i: number) => number): Row[] =>
  Array.from({ length: count }, (_, i) => ({
    duration: duration(i),
    active_time: count - i,
    is_ended: i % 7 === 0 ? 0 : 1,
  }));

// The sample is of the first 2,000: in these it does not tell where the median is, or is not all there is.
it.each([
  ['none', []],
  ['one', rowsOf(2, () => 5)],
  ['growing', rowsOf(5000, (i) => i)],
  ['falling', rowsOf(5001, (i) => -i)],
  ['all the same', rowsOf(4000, () => 3)],
  ['the same but for the last', rowsOf(6000, (i) => (i < 2500 ? 1 : i))],
  ['mixed', rowsOf(7000, (i) => (i * 7919) % 7000)],
])('the median of many lengths is exact: %s', async (_name, rows) => {
  expect(await askMedians(rows)).toEqual(expectedOf(rows));
});

it('is exact of any lengths', async () => {
  const length = fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 100_000 }));
  const row = fc.record({
    duration: length,
    active_time: length,
    is_ended: fc.constantFrom(0 as const, 1 as const),
  });
  const rows = fc
    .array(row, { maxLength: 40 })
    .chain((some) =>
      fc
        .integer({ min: 1, max: 80 })
        .map((times) => Array.from({ length: times }, () => some).flat()),
    );
  await fc.assert(
    fc.asyncProperty(rows, async (rows) => {
      expect(await askMedians(rows)).toEqual(expectedOf(rows));
    }),
    { numRuns: 40 },
  );
});
