/** The numbers of each hour, day, week or month of a period. */
import type { Failure } from '../http/errors';
import { Bindings } from './bindings';
import { type Interval, intervalStarts } from './intervals';
import { COUNTED_BY, type Measures, measuresInJson, readMeasures } from './measures';
import type { Period } from './period';
import { fromCounted, type Question, type Scope } from './question';

/** `at`: when the interval begins, in ms since the epoch; the first may begin before the period, and counts from its begin. */
export type Timeseries = { interval: Interval; points: ({ at: number } & Measures)[] };

/** `validation_failed` where the period has too many intervals. */
export function askTimeseries(
  scope: Scope,
  period: Period,
  interval: Interval,
): Question<Timeseries> | Failure {
  const starts = intervalStarts(period, interval);
  if ('error' in starts) return starts;
  return {
    statements: [seriesStatement(scope, period, starts)],
    read: ([rows]) => ({
      interval,
      points: starts.map((at, i) => ({
        at,
        ...readMeasures(JSON.parse(String(rows?.[i]?.measures ?? '{}'))),
      })),
    }),
  };
}

/**
 * A subquery each, not a `GROUP BY`: sessions lie in the order of their start, so each interval is a range of them, none is read
 * twice, and nothing has to be sorted.
 */
function seriesStatement(scope: Scope, { from, to }: Period, starts: number[]) {
  const bindings = new Bindings();
  const ranges = starts.map((at, i) => [Math.max(at, from), starts[i + 1] ?? to]);
  const intervals = bindings.bind(JSON.stringify(ranges));
  const bounds = { from: 'interval.value ->> 0', to: 'interval.value ->> 1' };
  const counted = fromCounted(scope, bindings, bounds);
  return bindings.prepare(
    scope.db,
    `SELECT (SELECT json_object(${measuresInJson()}) FROM (SELECT ${COUNTED_BY} ${counted} ORDER BY visitor_key)) AS measures
    FROM json_each(${intervals}) AS interval ORDER BY interval.key`,
  );
}
