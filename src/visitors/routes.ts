import { Hono } from 'hono/tiny';
import { admit } from '../access/admit';
import type { App } from '../http/context';
import { fail, succeed } from '../http/respond';
import { validParam, validQuery } from '../http/validate';
import { ReadSchema, VisitorParamsSchema, VisitorQuerySchema } from '../session/schema';
import { eraseSession, eraseVisitor } from './erase';

/** Erasure, for callers with a key. */
export const erasure = new Hono<App>()
  .delete('/session', validQuery(ReadSchema), async (c) => {
    const { session_id, site_id } = c.req.valid('query');
    const caller = await admit(c, 'write', { site_id });
    if ('error' in caller) return fail(c, caller);
    if (caller.kind === 'browser') return fail(c, { error: 'forbidden' });
    const erased = await eraseSession(c.env, session_id, site_id);
    return 'error' in erased ? fail(c, erased) : succeed(c, erased);
  })
  .delete(
    '/:visitor_id',
    validParam(VisitorParamsSchema),
    validQuery(VisitorQuerySchema),
    async (c) => {
      const { visitor_id } = c.req.valid('param');
      const { site_id } = c.req.valid('query');
      const caller = await admit(c, 'write', { site_id });
      if ('error' in caller) return fail(c, caller);
      if (caller.kind === 'browser') return fail(c, { error: 'forbidden' });
      const erased = await eraseVisitor(c.env, site_id, visitor_id, Date.now());
      return 'error' in erased ? fail(c, erased) : succeed(c, erased);
    },
  );
