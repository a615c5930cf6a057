import { type Context, Hono } from 'hono';
import { admitServer } from '../access/admit';
import { type App, shownBy } from '../http/context';
import type { Failure } from '../http/errors';
import { fail, succeed } from '../http/respond';
import { validQuery } from '../http/validate';
import type { SiteId } from '../ids/uuid';
import {
  type Asking,
  reportBreakdown,
  reportExport,
  reportLive,
  reportOverview,
  reportSessions,
  reportSummary,
  reportTimeseries,
} from './report';
import {
  BreakdownSchema,
  ExportSchema,
  LiveSchema,
  OverviewSchema,
  SessionsSchema,
  SummarySchema,
  TimeseriesSchema,
} from './schema';

/** Questions over many sessions of a site, for servers. */
export const reports = new Hono<App>()
  .get('/summary', validQuery(SummarySchema), (c) => {
    const query = c.req.valid('query');
    return answer(c, query.site_id, (asking) => reportSummary(asking, query));
  })
  .get('/timeseries', validQuery(TimeseriesSchema), (c) => {
    const query = c.req.valid('query');
    return answer(c, query.site_id, (asking) => reportTimeseries(asking, query));
  })
  .get('/breakdown', validQuery(BreakdownSchema), (c) => {
    const query = c.req.valid('query');
    return answer(c, query.site_id, (asking) => reportBreakdown(asking, query));
  })
  .get('/overview', validQuery(OverviewSchema), (c) => {
    const query = c.req.valid('query');
    return answer(c, query.site_id, (asking) => reportOverview(asking, query));
  });

/** Sessions one by one. */
export const listedSessions = new Hono<App>()
  .get('/', validQuery(SessionsSchema), (c) => {
    const query = c.req.valid('query');
    return answer(c, query.site_id, (asking) => reportSessions(asking, query));
  })
  .get('/live', validQuery(LiveSchema), (c) => {
    const query = c.req.valid('query');
    return answer(c, query.site_id, (asking) => reportLive(asking, query));
  });

/** All sessions that match, in one answer. */
export const exportedSessions = new Hono<App>().get(
  '/sessions',
  validQuery(ExportSchema),
  async (c) => {
    const query = c.req.valid('query');
    const asking = await admitted(c, query.site_id);
    if ('error' in asking) return fail(c, asking);
    const exported = await reportExport(asking, query);
    if ('error' in exported) return fail(c, exported);
    return c.body(exported.body, 200, exported.headers);
  },
);

/** Admits the caller, then reports. */
async function answer(
  c: Context<App>,
  siteId: SiteId | undefined,
  report: (asking: Asking) => Promise<object | Failure>,
) {
  const asking = await admitted(c, siteId);
  if ('error' in asking) return fail(c, asking);
  const reported = await report(asking);
  return isFailure(reported) ? fail(c, reported) : succeed(c, reported);
}

async function admitted(c: Context<App>, siteId: SiteId | undefined): Promise<Asking | Failure> {
  const { env, now } = shownBy(c);
  const caller = await admitServer(shownBy(c), 'report', siteId);
  return 'error' in caller ? caller : { env, site: caller.site, now };
}

function isFailure(reported: object | Failure): reported is Failure {
  return 'error' in reported;
}
