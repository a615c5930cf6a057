/** What a dashboard opens with: all reports of a period, in one batch, so that they are about the same moment. */
import type { Failure } from '../http/errors';
import { askBreakdown, type Breakdown } from './breakdown';
import type { FieldName } from './fields';
import type { Interval } from './intervals';
import type { Period } from './period';
import { all, both, type Question, type Scope } from './question';
import { askSummary, type Summary } from './summary';
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
  const summary = askSummary(scope, period, wanted.compared);
  const breakdowns = BREAKDOWNS.map((by) => askBreakdown(scope, period, by, wanted.limit));
  const question = both(both(summary, series), all(breakdowns));
  return {
    ...question,
    read: (rows) => {
      const [[summary, timeseries], answers] = question.read(rows);
      return {
        summary,
        timeseries,
        breakdowns: Object.fromEntries(answers.map((answer) => [answer.by, answer])),
      };
    },
  };
}
