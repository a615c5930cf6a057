import { Hono } from 'hono';
import { admit } from '../access/admit';
import type { App } from '../http/context';
import { fail, succeed } from '../http/respond';
import { validParam, validQuery } from '../http/validate';
import { siteOfSession } from '../session/commands';
import { eraseVisitor } from './erase';
import { VisitorParamsSchema, VisitorQuerySchema } from './schema';

/** Erasure of a visitor, for callers with a key. */
export const visitors = new Hono<App>().delete(
  '/:visitor_id',
  validParam(VisitorParamsSchema),
  validQuery(VisitorQuerySchema),
  async (c) => {
    const { visitor_id } = c.req.valid('param');
    const { site_id } = c.req.valid('query');
    const now = c.get('receivedAt');
    const shown = { env: c.env, headers: c.req.raw.headers, now };
    const caller = await admit(shown, 'write', { site_id }, siteOfSession(c.env));
    if ('error' in caller) return fail(c, caller);
    if (caller.kind === 'browser') return fail(c, { error: 'forbidden' });
    const erased = await eraseVisitor(c.env, { site_id, visitor_id }, now);
    return 'error' in erased ? fail(c, erased) : succeed(c, erased);
  },
);
