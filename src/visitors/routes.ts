import { Hono } from 'hono';
import { admitServer } from '../access/admit';
import { type App, shownBy } from '../http/context';
import { fail, succeed } from '../http/respond';
import { validParam, validQuery } from '../http/validate';
import { eraseVisitor } from './erase';
import { listVisitorSessions, readVisitor } from './read';
import {
  ListVisitorSessionsSchema,
  ReadVisitorSchema,
  VisitorParamsSchema,
  VisitorQuerySchema,
} from './schema';

/** Visitors, for callers with a key: what is known of one, and erasure. */
export const visitors = new Hono<App>()
  .get(
    '/:visitor_id',
    validParam(VisitorParamsSchema),
    validQuery(ReadVisitorSchema),
    async (c) => {
      const { visitor_id } = c.req.valid('param');
      const caller = await admitServer(shownBy(c), 'report', c.req.valid('query').site_id);
      if ('error' in caller) return fail(c, caller);
      const { site_id } = caller.site;
      const visitor = await readVisitor(c.env, { site_id, visitor_id }, c.get('receivedAt'));
      return visitor === null ? fail(c, { error: 'visitor_not_found' }) : succeed(c, visitor);
    },
  )
  .get(
    '/:visitor_id/sessions',
    validParam(VisitorParamsSchema),
    validQuery(ListVisitorSessionsSchema),
    async (c) => {
      const { visitor_id } = c.req.valid('param');
      const { site_id: named, ...page } = c.req.valid('query');
      const caller = await admitServer(shownBy(c), 'report', named);
      if ('error' in caller) return fail(c, caller);
      const { site_id } = caller.site;
      const visitor = { site_id, visitor_id };
      const listed = await listVisitorSessions(c.env, visitor, page, c.get('receivedAt'));
      return listed === null ? fail(c, { error: 'visitor_not_found' }) : succeed(c, listed);
    },
  )
  .delete(
    '/:visitor_id',
    validParam(VisitorParamsSchema),
    validQuery(VisitorQuerySchema),
    async (c) => {
      const { visitor_id } = c.req.valid('param');
      const { site_id } = c.req.valid('query');
      const caller = await admitServer(shownBy(c), 'write', site_id);
      if ('error' in caller) return fail(c, caller);
      const erased = await eraseVisitor(c.env, { site_id, visitor_id }, c.get('receivedAt'));
      return 'error' in erased ? fail(c, erased) : succeed(c, erased);
    },
  );
