import { Hono } from 'hono';
import { admitServer } from '../access/admit';
import { type App, shownBy } from '../http/context';
import { fail, succeed } from '../http/respond';
import { validBody, validParam } from '../http/validate';
import { CreateShareSchema, ShareParamsSchema, SiteParamsSchema } from './schema';
import { deleteShare, insertShare, listShares } from './shares';

/** Share links of a site, for whoever has a key of it that may do all. */
export const shares = new Hono<App>()
  .post(
    '/:site_id/shares',
    validParam(SiteParamsSchema),
    validBody(CreateShareSchema),
    async (c) => {
      const caller = await admitServer(shownBy(c), 'manage', c.req.valid('param').site_id);
      if ('error' in caller) return fail(c, caller);
      const { name } = c.req.valid('json');
      const made = await insertShare(c.env, caller.site.site_id, name, c.get('receivedAt'));
      if ('error' in made) return fail(c, made);
      const url = `${new URL(c.req.url).origin}/dashboard#share=${made.token}`;
      return succeed(c, { ...made, url }, 201);
    },
  )
  .get('/:site_id/shares', validParam(SiteParamsSchema), async (c) => {
    const caller = await admitServer(shownBy(c), 'manage', c.req.valid('param').site_id);
    if ('error' in caller) return fail(c, caller);
    return succeed(c, { shares: await listShares(c.env, caller.site.site_id) });
  })
  .delete('/:site_id/shares/:share_id', validParam(ShareParamsSchema), async (c) => {
    const { site_id, share_id } = c.req.valid('param');
    const caller = await admitServer(shownBy(c), 'manage', site_id);
    if ('error' in caller) return fail(c, caller);
    const deleted = await deleteShare(c.env, site_id, share_id);
    return deleted ? succeed(c, { share_id, deleted }) : fail(c, { error: 'share_not_found' });
  });
