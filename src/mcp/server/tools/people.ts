/** Tools about visitors, leads and tasks. */
import * as z from 'zod';
import { LeadSchema, ListedSessionsSchema } from '../../../api-docs/answers/people';
import {
  ChangeLeadSchema,
  ChangeTaskSchema,
  LeadParamsSchema,
  ListLeadsSchema,
  ListTasksSchema,
  OfSiteSchema,
  PageOfSiteSchema,
  TaskParamsSchema,
} from '../../../leads/schema';
import { ReadVisitorSchema, VisitorParamsSchema } from '../../../visitors/schema';
import { cursorBy } from '../shrink';
import { defineTool, NOTHING, READS } from '../tool';
import { admitToSite } from './admit';

const CHANGES = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: true,
  openWorldHint: false,
} as const;

export const getVisitor = defineTool({
  name: 'get_visitor',
  title: 'Read a visitor',
  description:
    'What is known of one visitor (a browser or person on this site): first and last visit, how many sessions, page views and time in all, and the lead they are known as. For their sessions use search_sessions with visitor_id.',
  operation: 'getVisitor',
  kind: 'report',
  annotations: READS,
  takes: { params: VisitorParamsSchema, query: ReadVisitorSchema, body: NOTHING },
  shrinking: {},
  async run({ params: { visitor_id }, query }, asked) {
    const { asker, service } = asked;
    const admitted = await admitToSite(asked, 'report', query.site_id);
    if ('error' in admitted) return admitted;
    const { site, site_id } = admitted;
    const visitor = await service.readVisitor(asker.env, { site_id, visitor_id }, asker.now);
    return visitor === null ? { error: 'visitor_not_found' } : { site, data: visitor };
  },
});

export const searchLeads = defineTool({
  name: 'search_leads',
  title: 'Search leads',
  description:
    'The people this site knows, the newest first; by a part of the name or e-mail (q), or by status. Use it to find a lead_id. email_is_claimed means that only a browser has said so: do not take such an address for proven.',
  operation: 'listLeads',
  kind: 'report',
  annotations: READS,
  takes: { params: NOTHING, query: ListLeadsSchema, body: NOTHING },
  defaults: { limit: 20 },
  shrinking: { cut: { list: 'leads', after: cursorBy('created_at', 'lead_id') } },
  async run({ query: { site_id: named, ...filter } }, asked) {
    const admitted = await admitToSite(asked, 'report', named);
    if ('error' in admitted) return admitted;
    const { site, db, site_id } = admitted;
    return { site, data: await asked.service.listLeads(db, site_id, filter) };
  },
});

export const getLead = defineTool({
  name: 'get_lead',
  title: 'Read a lead with its sessions',
  description:
    'One known person: name, e-mail, phone, status, and their visits, the newest first. Use it before you write to or about somebody.',
  operation: 'listLeadSessions',
  kind: 'report',
  annotations: READS,
  takes: { params: LeadParamsSchema, query: PageOfSiteSchema, body: NOTHING },
  answer: z.object({ lead: LeadSchema, ...ListedSessionsSchema.shape }),
  defaults: { limit: 10 },
  shrinking: { cut: { list: 'sessions', after: cursorBy('started_at', 'session_id') } },
  async run({ params: { lead_id }, query: { site_id: named, ...page } }, asked) {
    const { asker, service } = asked;
    const admitted = await admitToSite(asked, 'report', named);
    if ('error' in admitted) return admitted;
    const { site, db, site_id } = admitted;
    const [lead, listed] = await Promise.all([
      service.readLead(db, site_id, lead_id),
      service.listSessionsOfLead(db, { site_id, lead_id }, page, asker.now),
    ]);
    if (lead === null || listed === null) return { error: 'lead_not_found' };
    return { site, data: { lead, ...listed } };
  },
});

export const updateLead = defineTool({
  name: 'update_lead',
  title: 'Change a lead',
  description:
    "Sets a lead's status (new, contacted, qualified, converted, lost), name or phone; what you leave out stays. null removes name or phone. It overwrites what was there, so be sure which lead the user means: get_lead shows it.",
  operation: 'updateLead',
  kind: 'write',
  annotations: CHANGES,
  takes: { params: LeadParamsSchema, query: OfSiteSchema, body: ChangeLeadSchema },
  shrinking: {},
  async run({ params: { lead_id }, query, body }, asked) {
    const { asker, service } = asked;
    const admitted = await admitToSite(asked, 'write', query.site_id);
    if ('error' in admitted) return admitted;
    const { site, db, site_id } = admitted;
    const lead = await service.changeLead(db, site_id, lead_id, body, asker.now);
    return lead === null ? { error: 'lead_not_found' } : { site, data: lead };
  },
});

export const listTasks = defineTool({
  name: 'list_tasks',
  title: 'List follow-up tasks',
  description:
    'Follow-ups to do for leads, the newest first; status=pending shows those not begun. Each names the lead and the session in which the visitor was identified: get_lead and get_session tell more.',
  operation: 'listTasks',
  kind: 'report',
  annotations: READS,
  takes: { params: NOTHING, query: ListTasksSchema, body: NOTHING },
  defaults: { limit: 20 },
  shrinking: { cut: { list: 'tasks', after: cursorBy('created_at', 'task_id') } },
  async run({ query: { site_id: named, ...filter } }, asked) {
    const { asker, service } = asked;
    const admitted = await admitToSite(asked, 'report', named);
    if ('error' in admitted) return admitted;
    const { site, db, site_id } = admitted;
    const { isKeptSession } = service;
    return { site, data: await service.listTasks(db, site_id, filter, isKeptSession, asker.now) };
  },
});

export const completeTask = defineTool({
  name: 'complete_task',
  title: 'Complete a task',
  description:
    'Marks one follow-up task as completed. Do so only when the user says that it is done. For a task that is completed already this changes nothing.',
  operation: 'updateTask',
  kind: 'write',
  annotations: CHANGES,
  takes: { params: TaskParamsSchema, query: OfSiteSchema, body: ChangeTaskSchema },
  fixed: { status: 'completed' },
  shrinking: {},
  async run({ params: { task_id }, query, body }, asked) {
    const admitted = await admitToSite(asked, 'write', query.site_id);
    if ('error' in admitted) return admitted;
    const { site, db, site_id } = admitted;
    const { service, asker } = asked;
    const change = { task_id, ...body };
    const task = await service.changeTask(db, site_id, change, service.isKeptSession, asker.now);
    return task === null ? { error: 'task_not_found' } : { site, data: task };
  },
});
