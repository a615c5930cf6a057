import { type Context, Hono } from 'hono';
import { admitServer } from '../access/admit';
import { databaseFor } from '../database/databases';
import { type App, shownBy } from '../http/context';
import { fail, succeed } from '../http/respond';
import { validBody, validParam, validQuery } from '../http/validate';
import type { SiteId } from '../ids/uuid';
import { isKeptSession } from '../session/record/kept';
import { listSessionsOfLead } from '../session/record/list';
import { changeLead, readLead } from './lead';
import { listLeads } from './list';
import {
  ChangeLeadSchema,
  ChangeTaskSchema,
  LeadParamsSchema,
  ListLeadsSchema,
  ListTasksSchema,
  OfSiteSchema,
  PageOfSiteSchema,
  TaskParamsSchema,
} from './schema';
import { changeTask, listTasks } from './tasks';

/** Leads of a site, for its servers. */
export const leads = new Hono<App>()
  .get('/', validQuery(ListLeadsSchema), async (c) => {
    const { site_id: named, ...filter } = c.req.valid('query');
    const site = await admitToSite(c, 'report', named);
    if ('error' in site) return fail(c, site);
    return succeed(c, await listLeads(site.db, site.site_id, filter));
  })
  .get('/:lead_id', validParam(LeadParamsSchema), validQuery(OfSiteSchema), async (c) => {
    const { lead_id } = c.req.valid('param');
    const site = await admitToSite(c, 'report', c.req.valid('query').site_id);
    if ('error' in site) return fail(c, site);
    const lead = await readLead(site.db, site.site_id, lead_id);
    return lead === null ? fail(c, NO_LEAD) : succeed(c, lead);
  })
  .patch(
    '/:lead_id',
    validParam(LeadParamsSchema),
    validQuery(OfSiteSchema),
    validBody(ChangeLeadSchema),
    async (c) => {
      const { lead_id } = c.req.valid('param');
      const site = await admitToSite(c, 'write', c.req.valid('query').site_id);
      if ('error' in site) return fail(c, site);
      const changes = c.req.valid('json');
      const lead = await changeLead(site.db, site.site_id, lead_id, changes, c.get('receivedAt'));
      return lead === null ? fail(c, NO_LEAD) : succeed(c, lead);
    },
  )
  .get(
    '/:lead_id/sessions',
    validParam(LeadParamsSchema),
    validQuery(PageOfSiteSchema),
    async (c) => {
      const { lead_id } = c.req.valid('param');
      const { site_id: named, ...page } = c.req.valid('query');
      const site = await admitToSite(c, 'report', named);
      if ('error' in site) return fail(c, site);
      const { db, site_id } = site;
      const listed = await listSessionsOfLead(db, { site_id, lead_id }, page, c.get('receivedAt'));
      return listed === null ? fail(c, NO_LEAD) : succeed(c, listed);
    },
  );

/** Tasks of a site, for its servers. */
export const tasks = new Hono<App>()
  .get('/', validQuery(ListTasksSchema), async (c) => {
    const { site_id: named, ...filter } = c.req.valid('query');
    const site = await admitToSite(c, 'report', named);
    if ('error' in site) return fail(c, site);
    const { db, site_id } = site;
    return succeed(c, await listTasks(db, site_id, filter, isKeptSession, c.get('receivedAt')));
  })
  .patch(
    '/:task_id',
    validParam(TaskParamsSchema),
    validQuery(OfSiteSchema),
    validBody(ChangeTaskSchema),
    async (c) => {
      const { task_id } = c.req.valid('param');
      const site = await admitToSite(c, 'write', c.req.valid('query').site_id);
      if ('error' in site) return fail(c, site);
      const change = { task_id, ...c.req.valid('json') };
      const now = c.get('receivedAt');
      const task = await changeTask(site.db, site.site_id, change, isKeptSession, now);
      return task === null ? fail(c, { error: 'task_not_found' }) : succeed(c, task);
    },
  );

const NO_LEAD = {
  error: 'lead_not_found',
  message: 'No lead of this site has this id; GET /api/leads lists them.',
} as const;

/** The caller's site and its database, or why the call is refused. */
async function admitToSite(c: Context<App>, kind: 'report' | 'write', named: SiteId | undefined) {
  const caller = await admitServer(shownBy(c), kind, named);
  if ('error' in caller) return caller;
  const { site_id } = caller.site;
  return { site_id, db: databaseFor(c.env, site_id) };
}
