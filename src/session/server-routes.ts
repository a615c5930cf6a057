import { Hono } from 'hono';
import { admitServer } from '../access/admit';
import { type App, shownBy } from '../http/context';
import { fail, succeedText } from '../http/respond';
import { validParam, validQuery } from '../http/validate';
import { showExplained, toWireFailure } from './answer';
import { explainSession, siteOfSession } from './commands';
import { ExplainQuerySchema, SessionParamsSchema } from './schema';

/** What only callers with a key may ask about sessions. */
export const serverSessions = new Hono<App>().get(
  '/:session_id/explain',
  validParam(SessionParamsSchema),
  validQuery(ExplainQuerySchema),
  async (c) => {
    const { session_id } = c.req.valid('param');
    const { site_id } = c.req.valid('query');
    const findSite = () => siteOfSession(c.env)(session_id);
    const caller = await admitServer(shownBy(c), 'report', site_id, findSite);
    if ('error' in caller) return fail(c, caller);
    const key = { session_id, site_id: caller.site.site_id };
    const explained = await explainSession(c.env, key);
    if ('error' in explained) return fail(c, toWireFailure(explained));
    return succeedText(c, showExplained(explained));
  },
);
