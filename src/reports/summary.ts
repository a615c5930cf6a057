/** The numbers of a period, and of the one it is compared with. */
import { Bindings } from './bindings';
import { type Measures, rate, readMeasures, SELECT_MEASURES } from './measures';
import type { Period } from './period';
import { both, fromCounted, type Question, type Row, type Scope } from './question';

/** Of ended sessions, in ms; null where there is none. */
type Lengths = { mean: number | null; median: number | null };

/** Rates are fractions of 1; null where nothing was counted. */
export type Numbers = Period &
  Measures & {
    engagement_rate: number | null;
    bounce_rate: number | null;
    conversion_rate: number | null;
    /** Null: not counted yet. */
    new_leads: number | null;
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
  const main = askNumbers(scope, period);
  if (compared === null) {
    return { ...main, read: (rows) => ({ ...main.read(rows), compare: null }) };
  }
  const question = both(main, askNumbers(scope, compared));
  return {
    ...question,
    read: (rows) => {
      const [numbers, compare] = question.read(rows);
      return { ...numbers, compare };
    },
  };
}

function askNumbers(scope: Scope, period: Period): Question<Numbers> {
  return {
    statements: [countStatement(scope, period), lengthsStatement(scope, period)],
    read: ([counts, lengths]) => toNumbers(period, counts?.[0] ?? {}, lengths?.[0] ?? {}),
  };
}

function countStatement(scope: Scope, { from, to }: Period): D1PreparedStatement {
  const bindings = new Bindings();
  const bounds = { from: bindings.bind(from), to: bindings.bind(to) };
  const counted = fromCounted(scope, bindings, bounds);
  return bindings.prepare(
    scope.db,
    `SELECT ${SELECT_MEASURES}, COUNT(ended_at) AS ended ${counted}`,
  );
}

/** A median of an even number is the mean of the two in the middle. */
function lengthsStatement(scope: Scope, { from, to }: Period): D1PreparedStatement {
  const bindings = new Bindings();
  const bounds = { from: bindings.bind(from), to: bindings.bind(to) };
  const counted = fromCounted(scope, bindings, bounds);
  const median = (column: string) =>
    `(SELECT AVG(${column}) FROM (SELECT ${column} FROM lengths ORDER BY ${column}
      LIMIT (SELECT 2 - ended % 2 FROM means) OFFSET (SELECT MAX(0, (ended - 1) / 2) FROM means)))`;
  return bindings.prepare(
    scope.db,
    `WITH lengths AS MATERIALIZED (SELECT duration, active_time ${counted} AND ended_at IS NOT NULL),
      means AS MATERIALIZED (
        SELECT COUNT(*) AS ended, AVG(duration) AS duration, AVG(active_time) AS active_time FROM lengths)
    SELECT duration, active_time, ${median('duration')} AS median_duration,
      ${median('active_time')} AS median_active_time FROM means`,
  );
}

function toNumbers(period: Period, counts: Row, lengths: Row): Numbers {
  const measures = readMeasures(counts);
  const { sessions, engaged, bounced, identified } = measures;
  return {
    ...period,
    ...measures,
    engagement_rate: rate(engaged, sessions),
    bounce_rate: rate(bounced, Number(counts.ended ?? 0)),
    conversion_rate: rate(identified, sessions),
    new_leads: null,
    duration: { mean: toMs(lengths.duration), median: toMs(lengths.median_duration) },
    active_time: { mean: toMs(lengths.active_time), median: toMs(lengths.median_active_time) },
  };
}

/** Durations are whole ms. */
function toMs(value: Row[string] | undefined): number | null {
  return value === null || value === undefined ? null : Math.round(Number(value));
}
