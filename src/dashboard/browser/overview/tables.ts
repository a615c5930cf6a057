/** What is seen, as rows of cells: the first has the names of the API. Pure. */
import type { Schemas } from '../../../client/client';

export type Cell = string | number | boolean | null;
export type Table = Cell[][];

type Timeseries = Schemas['Timeseries'];
type Breakdown = Schemas['Breakdown'];

const COUNTS = [
  'sessions',
  'visitors',
  'new_visitors',
  'page_views',
  'engaged',
  'bounced',
  'identified',
] as const;

/** A point a row, with its beginning as ISO 8601 in UTC. */
export function timeseriesTable({ points }: Timeseries): Table {
  return [
    ['at', ...COUNTS],
    ...points.map((point) => [
      new Date(point.at).toISOString(),
      ...COUNTS.map((name) => point[name]),
    ]),
  ];
}

/** A value a row; all others in one, without a value. */
export function breakdownTable({ by, rows, other }: Breakdown): Table {
  return [
    [by, ...COUNTS],
    ...rows.map((row) => [row.value, ...COUNTS.map((name) => row[name])]),
    ...(other === null ? [] : [['(all others)', ...COUNTS.map((name) => other[name])]]),
  ];
}

/** Several in one, by the field that each is of. */
export function breakdownsTable(breakdowns: readonly Breakdown[]): Table {
  const rows = breakdowns.flatMap((one) =>
    breakdownTable(one)
      .slice(1)
      .map((row) => [one.by, ...row]),
  );
  return [['by', 'value', ...COUNTS], ...rows];
}
