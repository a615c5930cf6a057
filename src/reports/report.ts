/** The reports, each from its query to its answer. All answer with a failure where the query contradicts itself. */
import { databaseFor } from '../database/databases';
import type { Failure } from '../http/errors';
import type { Page } from '../ids/page';
import { retentionStart, type Site } from '../sites/schema';
import { askBreakdown, type Breakdown } from './breakdown';
import { type Export, exportSessions } from './export';
import type { FieldName } from './fields';
import { resolveFilters } from './filters';
import { defaultInterval, type Interval } from './intervals';
import { findLive, type Live } from './live';
import { askOverview, type Overview } from './overview';
import { type Comparison, comparedPeriod, type Period, resolvePeriod } from './period';
import { ask, type Scope } from './question';
import type { ExportFormat, LiveQuery, QuestionQuery } from './schema';
import { listSessions, type SessionList } from './sessions';
import { askSummary, type Summary } from './summary';
import { askTimeseries, type Timeseries } from './timeseries';

/** Who asks and when: `now` in ms since the epoch. */
export type Asking = { env: Env; site: Site; now: number };
type Asked = { scope: Scope; period: Period };

/** Throws when D1 does, as all of these. */
export async function reportSummary(
  asking: Asking,
  query: QuestionQuery & { compare: Comparison },
): Promise<Summary | Failure> {
  const asked = await readQuery(asking, query);
  if ('error' in asked) return asked;
  const { scope, period } = asked;
  return ask(scope.db, askSummary(scope, period, comparedPeriod(period, query.compare, scope.now)));
}

export async function reportTimeseries(
  asking: Asking,
  query: QuestionQuery & { interval?: Interval | undefined },
): Promise<Timeseries | Failure> {
  const asked = await readQuery(asking, query);
  if ('error' in asked) return asked;
  const { scope, period } = asked;
  const question = askTimeseries(scope, period, query.interval ?? defaultInterval(period));
  return 'error' in question ? question : ask(scope.db, question);
}

export async function reportBreakdown(
  asking: Asking,
  query: QuestionQuery & { by: FieldName; limit: number },
): Promise<Breakdown | Failure> {
  const asked = await readQuery(asking, query);
  if ('error' in asked) return asked;
  const { scope, period } = asked;
  return ask(scope.db, askBreakdown(scope, period, query));
}

export async function reportOverview(
  asking: Asking,
  query: QuestionQuery & {
    compare: Comparison;
    interval?: Interval | undefined;
    limit: number;
  },
): Promise<Overview | Failure> {
  const asked = await readQuery(asking, query);
  if ('error' in asked) return asked;
  const { scope, period } = asked;
  const question = askOverview(scope, period, {
    compared: comparedPeriod(period, query.compare, scope.now),
    interval: query.interval ?? defaultInterval(period),
    limit: query.limit,
  });
  return 'error' in question ? question : ask(scope.db, question);
}

/** The newest first. Without a period of all that are kept. */
export async function reportSessions(
  asking: Asking,
  query: QuestionQuery & Page & { total: 'true' | 'false' },
): Promise<SessionList | Failure> {
  const asked = await readQueryOfAll(asking, query);
  if ('error' in asked) return asked;
  const { limit, after } = query;
  return listSessions(asked.scope, asked.period, {
    limit,
    after,
    withTotal: query.total === 'true',
  });
}

/** The first page is read before the answer begins. */
export async function reportExport(
  asking: Asking,
  query: QuestionQuery & { format: ExportFormat },
): Promise<Export | Failure> {
  const asked = await readQueryOfAll(asking, query);
  if ('error' in asked) return asked;
  return exportSessions(asked.scope, asked.period, { format: query.format });
}

/** Who is here now. */
export async function reportLive({ env, site, now }: Asking, query: LiveQuery): Promise<Live> {
  const siteId = site.site_id;
  const filters = await resolveFilters(query, siteId);
  const scope = {
    db: databaseFor(env, siteId),
    siteId,
    filters,
    now,
    keptSince: retentionStart(site, now),
  };
  return findLive(env, scope, { limit: query.limit });
}

/** Without a period of all that are kept. */
function readQueryOfAll(asking: Asking, query: QuestionQuery): Promise<Asked | Failure> {
  const isOfAll = query.from === undefined && query.to === undefined && query.period === undefined;
  return readQuery(asking, isOfAll ? { ...query, from: 0 } : query);
}

async function readQuery(
  { env, site, now }: Asking,
  query: QuestionQuery,
): Promise<Asked | Failure> {
  const period = resolvePeriod(query, site.timezone, now);
  if ('error' in period) return period;
  const siteId = site.site_id;
  const filters = await resolveFilters(query, siteId);
  return {
    scope: {
      db: databaseFor(env, siteId),
      siteId,
      filters,
      now,
      keptSince: retentionStart(site, now),
    },
    period,
  };
}
