/** What a dashboard opens with: all reports of a period, in one batch, so that they are about the same moment. */
import type { Failure } from '../http/errors';
import { type Breakdown, breakdownPart } from './breakdown';
import type { FieldName } from './fields';
import type { Interval } from './intervals';
import type { Period } from './period';
import { askParts, both, type Question, type Row, type Scope } from './question';
import { type Numbers, numbersPart, type Summary, withComparison } from './summary';
import { askTimeseries, type Timeseries } from './timeseries';

const BREAKDOWNS = [
  'channel',
  'source',
  'entry_page',
  'exit_page',
  'country',
  'device_type',
  'browser',
  'os',
] as const satisfies FieldName[];

export type Overview = {
  summary: Summary;
  timeseries: Timeseries;
  /** By the names of the fields. */
  breakdowns: Record<string, Breakdown>;
};

/** `limit`: the most rows of each breakdown. `validation_failed` where the period has too many intervals. */
export function askOverview(
  scope: Scope,
  period: Period,
  wanted: { compared: Period | null; interval: Interval; limit: number },
): Question<Overview> | Failure {
  const series = askTimeseries(scope, period, wanted.interval);
  if ('error' in series) return series;
  const breakdowns = BREAKDOWNS.map((by) => breakdownPart(scope.siteId, by, wanted.limit));
  const parts = askParts(scope, period, numbersPart(scope, period), breakdowns);
  const main = { ...parts, read: (rows: Row[][]) => toMain(parts.read(rows)) };
  const question = both(withComparison(main, scope, wanted.compared), series);
  return {
    ...question,
    read: (rows) => {
      const [{ numbers, breakdowns, compare }, timeseries] = question.read(rows);
      return { summary: { ...numbers, compare }, timeseries, breakdowns };
    },
  };
}

function toMain([numbers, breakdowns]: [Numbers, Breakdown[]]) {
  return {
    numbers,
    breakdowns: Object.fromEntries(breakdowns.map((one) => [one.by, one])),
  };
}
