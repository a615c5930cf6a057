/** The numbers of a period, and of the one it is compared with. */
import { countNewLeads } from '../leads/sql';
import type { Bindings } from './bindings';
import { COUNT_VISITORS, type Measures, measuresInJson, rate, readMeasures } from './measures';
import { COUNT_BELOW, MEDIAN_COLUMNS, MEDIAN_TABLES, median } from './median';
import type { Period } from './period';
import { askPart, both, type Part, type Question, type Scope } from './question';

/** Of ended sessions, in ms; null where there is none. */
type Lengths = { mean: number | null; median: number | null };

/** Rates are fractions of 1; null where nothing was counted. */
export type Numbers = Period &
  Measures & {
    engagement_rate: number | null;
    bounce_rate: number | null;
    conversion_rate: number | null;
    /** Leads made in the period, whatever the filters: these are of sessions. */
    new_leads: number;
    duration: Lengths;
    active_time: Lengths;
  };
export type Summary = Numbers & { compare: Numbers | null };

/** `compared`: null for no comparison. */
export function askSummary(
  scope: Scope,
  period: Period,
  compared: Period | null,
): Question<Summary> {
  return withComparison(askPart(scope, period, numbersPart(scope, period)), scope, compared);
}

/** The same numbers of another period beside those that are asked for. */
export function withComparison<T extends object>(
  question: Question<T>,
  scope: Scope,
  compared: Period | null,
): Question<T & { compare: Numbers | null }> {
  if (compared === null) {
    return { ...question, read: (rows) => ({ ...question.read(rows), compare: null }) };
  }
  const joined = both(question, askPart(scope, compared, numbersPart(scope, compared)));
  return {
    ...joined,
    read: (rows) => {
      const [main, compare] = joined.read(rows);
      return { ...main, compare };
    },
  };
}

export function numbersPart(scope: Scope, period: Period): Part<Numbers> {
  return {
    columns: [...MEDIAN_COLUMNS],
    sql: (bindings) => numbersSql(newLeads(scope, period, bindings)),
    read: (answer) => toNumbers(period, answer),
  };
}

function newLeads({ siteId }: Scope, { from, to }: Period, bindings: Bindings): string {
  return countNewLeads({
    siteId: bindings.bind(siteId),
    from: bindings.bind(from),
    to: bindings.bind(to),
  });
}

/**
 * In a query of their own: SQLite then sees from the order of `base` which visitor it has counted. In one query with the sums it would
 * keep a table of them, and a summary would take 1.07 times as long.
 */
const VISITORS = `(SELECT ${COUNT_VISITORS} FROM base)`;

const numbersSql = (newLeads: string) => `(WITH ${MEDIAN_TABLES},
    totals AS MATERIALIZED (SELECT json_object(${measuresInJson(VISITORS)}) AS measures, SUM(is_ended) AS ended,
      AVG(IIF(is_ended, duration, NULL)) AS duration, AVG(IIF(is_ended, active_time, NULL)) AS active_time,
      ${COUNT_BELOW} FROM base)
  SELECT json_patch(measures, json_object('ended', ended, 'new_leads', ${newLeads},
    'duration', duration, 'median_duration', ${median('duration')},
    'active_time', active_time, 'median_active_time', ${median('active_time')})) FROM totals)`;

function toNumbers(period: Period, answer: Record<string, unknown>): Numbers {
  const measures = readMeasures(answer);
  const { sessions, engaged, bounced, identified } = measures;
  return {
    ...period,
    ...measures,
    engagement_rate: rate(engaged, sessions),
    bounce_rate: rate(bounced, Number(answer.ended)),
    conversion_rate: rate(identified, sessions),
    new_leads: Number(answer.new_leads),
    duration: { mean: toMs(answer.duration), median: toMs(answer.median_duration) },
    active_time: { mean: toMs(answer.active_time), median: toMs(answer.median_active_time) },
  };
}

/** Durations are whole ms. */
function toMs(value: unknown): number | null {
  return value === null ? null : Math.round(Number(value));
}
