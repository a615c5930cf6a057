import { type Context, Hono } from 'hono';
import { admitServer } from '../access/admit';
import type { ServerCaller } from '../access/caller';
import { type App, shownBy } from '../http/context';
import type { Failure } from '../http/errors';
import { fail, succeed } from '../http/respond';
import { validQuery } from '../http/validate';
import type { SiteId } from '../ids/uuid';
import { refusePersonal } from './personal';
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
    return answerFigures(c, query, (asking) => reportSummary(asking, query));
  })
  .get('/timeseries', validQuery(TimeseriesSchema), (c) => {
    const query = c.req.valid('query');
    return answerFigures(c, query, (asking) => reportTimeseries(asking, query));
  })
  .get('/breakdown', validQuery(BreakdownSchema), (c) => {
    const query = c.req.valid('query');
    return answerFigures(c, query, (asking) => reportBreakdown(asking, query));
  })
  .get('/overview', validQuery(OverviewSchema), (c) => {
    const query = c.req.valid('query');
    return answerFigures(c, query, (asking) => reportOverview(asking, query));
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
    const caller = await admitServer(shownBy(c), 'report', query.site_id);
    if ('error' in caller) return fail(c, caller);
    const exported = await reportExport(askedBy(c, caller), query);
    if ('error' in exported) return fail(c, exported);
    return c.body(exported.body, 200, exported.headers);
  },
);

/** Admits the caller, be it by a share link, then reports. */
async function answerFigures(
  c: Context<App>,
  query: { site_id?: SiteId | undefined } & Parameters<typeof refusePersonal>[0],
  report: (asking: Asking) => Promise<object | Failure>,
) {
  const caller = await admitServer(shownBy(c), 'figures', query.site_id);
  if ('error' in caller) return fail(c, caller);
  const refused = caller.scope === 'share' ? refusePersonal(query) : null;
  const reported = refused ?? (await report(askedBy(c, caller)));
  return isFailure(reported) ? fail(c, reported) : succeed(c, reported);
}

/** The same for what is of one session each. */
async function answer(
  c: Context<App>,
  siteId: SiteId | undefined,
  report: (asking: Asking) => Promise<object | Failure>,
) {
  const caller = await admitServer(shownBy(c), 'report', siteId);
  if ('error' in caller) return fail(c, caller);
  const reported = await report(askedBy(c, caller));
  return isFailure(reported) ? fail(c, reported) : succeed(c, reported);
}

function askedBy(c: Context<App>, { site }: ServerCaller): Asking {
  return { env: c.env, site, now: c.get('receivedAt') };
}

function isFailure(reported: object | Failure): reported is Failure {
  return 'error' in reported;
}
