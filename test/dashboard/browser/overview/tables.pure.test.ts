import { expect, it } from 'vitest';
import {
  keyOf,
  MOST_ROWS,
  searchRows,
  sumSessions,
} from '../../../../src/dashboard/browser/overview/rows';
import {
  breakdownsTable,
  breakdownTable,
  timeseriesTable,
} from '../../../../src/dashboard/browser/overview/tables';
import { MAX_ROWS } from '../../../../src/reports/breakdown';

const counts = (sessions: number) => ({
  sessions,
  ...{ visitors: 2, new_visitors: 3, page_views: 4, engaged: 5, bounced: 6, identified: 7 },
});
const NAMES = [
  'sessions',
  'visitors',
  'new_visitors',
  'page_views',
  'engaged',
  'bounced',
  'identified',
];
const countries = {
  by: 'country' as const,
  rows: [
    { value: 'DE', ...counts(5) },
    { value: null, ...counts(1) },
    { value: 'null', ...counts(1) },
  ],
  other: counts(3),
};

it('a series is a row for each point, in time that every program reads', () => {
  const table = timeseriesTable({ interval: 'day', points: [{ at: 0, ...counts(1) }] });
  expect(table).toEqual([
    ['at', ...NAMES],
    ['1970-01-01T00:00:00.000Z', 1, 2, 3, 4, 5, 6, 7],
  ]);
});

it('a breakdown is a row for each value, and one for all others', () => {
  expect(breakdownTable(countries).map(([value, sessions]) => [value, sessions])).toEqual([
    ['country', 'sessions'],
    ['DE', 5],
    [null, 1],
    ['null', 1],
    ['(all others)', 3],
  ]);
});

it('several breakdowns are one table, which says which row is of which', () => {
  const table = breakdownsTable([countries, { by: 'os', rows: [], other: null }]);
  expect(table[0]).toEqual(['by', 'value', ...NAMES]);
  expect(table).toHaveLength(5);
  expect(table.slice(1).every(([by]) => by === 'country')).toBe(true);
});

it('the rows of a breakdown are all sessions with the others, and each has a key of its own', () => {
  expect(sumSessions(countries)).toBe(10);
  expect(new Set(countries.rows.map(({ value }) => keyOf(value))).size).toBe(3);
});

it('rows are found by what people call their values', () => {
  const found = (text: string) =>
    searchRows('country', countries.rows, text).map(({ value }) => value);
  expect(found(' germ')).toEqual(['DE']);
  expect(found('unknown')).toEqual([null]);
  expect(found('')).toHaveLength(3);
});

it('a whole list is as many rows as the API gives', () => {
  expect(MOST_ROWS).toBe(MAX_ROWS);
});
