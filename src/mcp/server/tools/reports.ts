/** Tools about many sessions. */
import type { Failure } from '../../../http/errors';
import type { SiteId } from '../../../ids/uuid';
import {
  BreakdownSchema,
  LiveSchema,
  OverviewSchema,
  SessionsSchema,
  TimeseriesSchema,
} from '../../../reports/schema';
import type { Service } from '../../service';
import { cursorBy } from '../shrink';
import { type Asked, type Done, defineTool, NOTHING, READS } from '../tool';
import { admitToSite } from './admit';

type Asking = Parameters<Service['reportLive']>[0];

const FILTERS =
  'Filters take lists ("DE,FR"), negation ("!Direct"), parts of a text ("~/blog/") and missing values ("null"); the resource sessions://numbers explains them and defines each number.';

/** Admits the caller, then reports. */
async function report(
  asked: Asked,
  query: { site_id?: SiteId | undefined; tz?: string | undefined },
  ask: (asking: Asking) => Promise<object | Failure>,
): Promise<Done | Failure> {
  const { env, now } = asked.asker;
  const admitted = await admitToSite(asked, 'report', query.site_id);
  if ('error' in admitted) return admitted;
  const { site } = admitted;
  const data = await ask({ env, site, now });
  return isFailure(data) ? data : { site, data, zone: query.tz };
}

function isFailure(data: object | Failure): data is Failure {
  return 'error' in data;
}

export const searchSessions = defineTool({
  name: 'search_sessions',
  title: 'Search sessions',
  description: `Visits of the site, the newest first, by any filters and period: who came, from where, to which page, how long, whether engaged or bounced. Without a period, all that are kept. total=true also counts them. For numbers over many visits use the report tools instead of counting. ${FILTERS}`,
  operation: 'listSessions',
  kind: 'report',
  annotations: READS,
  takes: { params: NOTHING, query: SessionsSchema, body: NOTHING },
  defaults: { limit: 10 },
  shrinking: { cut: { list: 'sessions', after: cursorBy('started_at', 'session_id') } },
  run: ({ query }, asked) =>
    report(asked, query, (asking) => asked.service.reportSessions(asking, query)),
});

export const liveVisitors = defineTool({
  name: 'live_visitors',
  title: 'Who is here now',
  description: `How many visitors are on the site at this moment (active in the last 5 minutes), on which pages, from which countries and sources, and the visits themselves. ${FILTERS}`,
  operation: 'listLiveSessions',
  kind: 'report',
  annotations: READS,
  takes: { params: NOTHING, query: LiveSchema, body: NOTHING },
  defaults: { limit: 10 },
  shrinking: { tops: ['pages', 'sources', 'countries'], cut: { list: 'sessions' } },
  run: ({ query }, asked) =>
    report(asked, query, (asking) => asked.service.reportLive(asking, query)),
});

const INSTEAD = (by: string) => `ask report_breakdown with by="${by}".`;
/** What a dashboard needs least goes first. */
const BREAKDOWNS = ['os', 'browser', 'device_type', 'exit_page', 'country', 'entry_page', 'source'];

export const reportOverview = defineTool({
  name: 'report_overview',
  title: 'Overview of a period',
  description: `All main numbers of a period, compared with the period before: sessions, visitors, engagement, bounces, conversion, durations, and the top rows by channel, source, entry and exit page, country, device, browser and os. Begin with this for any question about how the site is doing. The default period is the last 30 days. ${FILTERS}`,
  operation: 'getOverview',
  kind: 'report',
  annotations: READS,
  takes: { params: NOTHING, query: OverviewSchema, body: NOTHING },
  defaults: { limit: 3 },
  shrinking: {
    drops: [
      { part: ['timeseries'], instead: 'ask report_timeseries.' },
      ...BREAKDOWNS.map((by) => ({ part: ['breakdowns', by], instead: INSTEAD(by) })),
    ],
  },
  run: ({ query }, asked) =>
    report(asked, query, (asking) => asked.service.reportOverview(asking, query)),
});

export const reportBreakdown = defineTool({
  name: 'report_breakdown',
  title: 'Numbers by a field',
  description: `The numbers of a period by the values of one field, such as source, channel, country, entry_page, exit_page, device_type or utm_campaign. The most frequent values are rows, and all others are together in "other"; rows and other sum to the whole (visitors excepted). value=null is where it is missing. ${FILTERS}`,
  operation: 'getBreakdown',
  kind: 'report',
  annotations: READS,
  takes: { params: NOTHING, query: BreakdownSchema, body: NOTHING },
  shrinking: { cut: { list: 'rows' } },
  run: ({ query }, asked) =>
    report(asked, query, (asking) => asked.service.reportBreakdown(asking, query)),
});

export const reportTimeseries = defineTool({
  name: 'report_timeseries',
  title: 'Numbers over time',
  description: `The numbers of a period by hour, day, week or month, with empty ones too. Use it for trends, and to find the day on which something changed. ${FILTERS}`,
  operation: 'getTimeseries',
  kind: 'report',
  annotations: READS,
  takes: { params: NOTHING, query: TimeseriesSchema, body: NOTHING },
  shrinking: {
    cut: { list: 'points', goOn: ({ at }) => `For what follows ask again with from=${at}.` },
  },
  run: ({ query }, asked) =>
    report(asked, query, (asking) => asked.service.reportTimeseries(asking, query)),
});
