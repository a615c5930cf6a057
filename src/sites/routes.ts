import { Hono } from 'hono';
import { refuseUnlessAdmin } from '../access/admin';
import { type App, shownBy } from '../http/context';
import { fail, succeed } from '../http/respond';
import { validBody, validParam, validQuery } from '../http/validate';
import { forgetSite } from './cache';
import { deleteKey, insertKey, listKeys } from './keys';
import {
  ChangeSiteSchema,
  CreateKeySchema,
  CreateSiteSchema,
  KeyParamsSchema,
  ListSitesSchema,
  SiteParamsSchema,
} from './schema';
import { changeSite, deleteSite, findSite, insertSite, listSites } from './store';

const NIL_UUID = '00000000-0000-0000-0000-000000000000';

/** Sites and their keys, for the holder of `ADMIN_KEY`. Changes hold here at once, everywhere within 60 s. */
export const sites = new Hono<App>()
  .use(async (c, next) => {
    const refused = await refuseUnlessAdmin(shownBy(c));
    return refused === null ? next() : fail(c, refused);
  })
  .post('/', validBody(CreateSiteSchema), async (c) => {
    const site = await insertSite(c.env, c.req.valid('json'), c.get('receivedAt'));
    forgetSite(site.site_id);
    return succeed(c, site, 201);
  })
  .get('/', validQuery(ListSitesSchema), async (c) => {
    const { after, limit } = c.req.valid('query');
    return succeed(c, await listSites(c.env, after ?? NIL_UUID, limit));
  })
  .get('/:site_id', validParam(SiteParamsSchema), async (c) => {
    const site = await findSite(c.env, c.req.valid('param').site_id);
    return site === null ? fail(c, { error: 'site_not_found' }) : succeed(c, site);
  })
  .patch('/:site_id', validParam(SiteParamsSchema), validBody(ChangeSiteSchema), async (c) => {
    const { site_id } = c.req.valid('param');
    const site = await changeSite(c.env, site_id, c.req.valid('json'), c.get('receivedAt'));
    forgetSite(site_id);
    return site === null ? fail(c, { error: 'site_not_found' }) : succeed(c, site);
  })
  .delete('/:site_id', validParam(SiteParamsSchema), async (c) => {
    const { site_id } = c.req.valid('param');
    const deleted = await deleteSite(c.env, site_id, c.get('receivedAt'));
    forgetSite(site_id);
    return deleted ? succeed(c, { site_id, deleted }) : fail(c, { error: 'site_not_found' });
  })
  .post('/:site_id/keys', validParam(SiteParamsSchema), validBody(CreateKeySchema), async (c) => {
    const { site_id } = c.req.valid('param');
    const key = await insertKey(c.env, site_id, c.req.valid('json'), c.get('receivedAt'));
    forgetSite(site_id);
    return 'error' in key ? fail(c, key) : succeed(c, key, 201);
  })
  .get('/:site_id/keys', validParam(SiteParamsSchema), async (c) => {
    const { site_id } = c.req.valid('param');
    if ((await findSite(c.env, site_id)) === null) return fail(c, { error: 'site_not_found' });
    return succeed(c, { keys: await listKeys(c.env, site_id) });
  })
  .delete('/:site_id/keys/:key_id', validParam(KeyParamsSchema), async (c) => {
    const { site_id, key_id } = c.req.valid('param');
    const deleted = await deleteKey(c.env, site_id, key_id);
    forgetSite(site_id);
    return deleted ? succeed(c, { key_id, deleted }) : fail(c, { error: 'key_not_found' });
  });
