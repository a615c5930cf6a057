/** The routes, each with the schemas of what it takes. */
import { type Node, schemas, treeOf } from './schemas.ts';

export type Operation = {
  method: string;
  /** With `{name}` for each parameter. */
  path: string;
  params?: Node;
  query?: Node;
  body?: Node;
  /** For the holder of `ADMIN_KEY`. */
  isAdmins?: true;
  /** For pages of the deployment itself. */
  isOwn?: true;
  /** For those with a key of the site; the others are for anybody who may call for it. */
  isServers?: true;
};

const s = schemas;
const OPEN = '/api/visitors/session';
const SIGN_IN = '/api/dashboard/session';
const SITE = '/api/sites/{site_id}';
const siteParams = treeOf(s.SiteParamsSchema);
const keyParams = treeOf(s.KeyParamsSchema);
const shareParams = treeOf(s.ShareParamsSchema);
const visitorParams = treeOf(s.VisitorParamsSchema);
const leadParams = treeOf(s.LeadParamsSchema);
const ofSite = treeOf(s.OfSiteSchema);
const pageOfSite = treeOf(s.PageOfSiteSchema);

export const OPERATIONS = {
  open: { method: 'POST', path: OPEN, body: treeOf(s.OpenSchema) },
  read: { method: 'GET', path: OPEN, query: treeOf(s.ReadSchema) },
  update: { method: 'PUT', path: OPEN, body: treeOf(s.UpdateSchema) },
  end: { method: 'POST', path: `${OPEN}/end`, body: treeOf(s.EndSchema) },
  identify: {
    method: 'POST',
    path: `${OPEN}/{session_id}/identify`,
    params: treeOf(s.SessionParamsSchema),
    body: treeOf(s.IdentifySchema),
  },
  explain: {
    method: 'GET',
    path: '/api/sessions/{session_id}/explain',
    params: treeOf(s.SessionParamsSchema),
    query: treeOf(s.ExplainQuerySchema),
    isServers: true,
  },
  listSessions: {
    method: 'GET',
    path: '/api/sessions',
    query: treeOf(s.SessionsSchema),
    isServers: true,
  },
  live: {
    method: 'GET',
    path: '/api/sessions/live',
    query: treeOf(s.LiveSchema),
    isServers: true,
  },
  exportSessions: {
    method: 'GET',
    path: '/api/export/sessions',
    query: treeOf(s.ExportSchema),
    isServers: true,
  },
  summary: {
    method: 'GET',
    path: '/api/reports/summary',
    query: treeOf(s.SummarySchema),
    isServers: true,
  },
  timeseries: {
    method: 'GET',
    path: '/api/reports/timeseries',
    query: treeOf(s.TimeseriesSchema),
    isServers: true,
  },
  breakdown: {
    method: 'GET',
    path: '/api/reports/breakdown',
    query: treeOf(s.BreakdownSchema),
    isServers: true,
  },
  overview: {
    method: 'GET',
    path: '/api/reports/overview',
    query: treeOf(s.OverviewSchema),
    isServers: true,
  },
  derive: {
    method: 'POST',
    path: '/api/sessions/derive',
    body: treeOf(s.DeriveSchema),
    isAdmins: true,
  },
  eraseSession: { method: 'DELETE', path: OPEN, query: treeOf(s.ReadSchema), isServers: true },
  eraseVisitor: {
    method: 'DELETE',
    path: '/api/visitors/{visitor_id}',
    params: visitorParams,
    query: treeOf(s.VisitorQuerySchema),
    isServers: true,
  },
  getVisitor: {
    method: 'GET',
    path: '/api/visitors/{visitor_id}',
    params: visitorParams,
    query: treeOf(s.ReadVisitorSchema),
    isServers: true,
  },
  listVisitorSessions: {
    method: 'GET',
    path: '/api/visitors/{visitor_id}/sessions',
    params: visitorParams,
    query: treeOf(s.ListVisitorSessionsSchema),
    isServers: true,
  },
  listLeads: {
    method: 'GET',
    path: '/api/leads',
    query: treeOf(s.ListLeadsSchema),
    isServers: true,
  },
  getLead: {
    method: 'GET',
    path: '/api/leads/{lead_id}',
    params: leadParams,
    query: ofSite,
    isServers: true,
  },
  changeLead: {
    method: 'PATCH',
    path: '/api/leads/{lead_id}',
    params: leadParams,
    query: ofSite,
    body: treeOf(s.ChangeLeadSchema),
    isServers: true,
  },
  listLeadSessions: {
    method: 'GET',
    path: '/api/leads/{lead_id}/sessions',
    params: leadParams,
    query: pageOfSite,
    isServers: true,
  },
  listTasks: {
    method: 'GET',
    path: '/api/tasks',
    query: treeOf(s.ListTasksSchema),
    isServers: true,
  },
  changeTask: {
    method: 'PATCH',
    path: '/api/tasks/{task_id}',
    params: treeOf(s.TaskParamsSchema),
    query: ofSite,
    body: treeOf(s.ChangeTaskSchema),
    isServers: true,
  },
  createSite: {
    method: 'POST',
    path: '/api/sites',
    body: treeOf(s.CreateSiteSchema),
    isAdmins: true,
  },
  listSites: {
    method: 'GET',
    path: '/api/sites',
    query: treeOf(s.ListSitesSchema),
    isAdmins: true,
  },
  getSite: { method: 'GET', path: SITE, params: siteParams, isAdmins: true },
  changeSite: {
    method: 'PATCH',
    path: SITE,
    params: siteParams,
    body: treeOf(s.ChangeSiteSchema),
    isAdmins: true,
  },
  deleteSite: { method: 'DELETE', path: SITE, params: siteParams, isAdmins: true },
  createKey: {
    method: 'POST',
    path: `${SITE}/keys`,
    params: siteParams,
    body: treeOf(s.CreateKeySchema),
    isAdmins: true,
  },
  listKeys: { method: 'GET', path: `${SITE}/keys`, params: siteParams, isAdmins: true },
  deleteKey: {
    method: 'DELETE',
    path: `${SITE}/keys/{key_id}`,
    params: keyParams,
    isAdmins: true,
  },
  createShare: {
    method: 'POST',
    path: `${SITE}/shares`,
    params: siteParams,
    body: treeOf(s.CreateShareSchema),
    isAdmins: true,
  },
  listShares: { method: 'GET', path: `${SITE}/shares`, params: siteParams, isAdmins: true },
  deleteShare: {
    method: 'DELETE',
    path: `${SITE}/shares/{share_id}`,
    params: shareParams,
    isAdmins: true,
  },
  signIn: { method: 'POST', path: SIGN_IN, body: treeOf(s.SignInSchema), isOwn: true },
  whoIsSignedIn: { method: 'GET', path: SIGN_IN, isServers: true },
  signOut: { method: 'DELETE', path: SIGN_IN, isOwn: true },
  health: { method: 'GET', path: '/healthz' },
  about: { method: 'GET', path: '/' },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

/** How often each is called, against 1: most for those that the whole web can call. */
export const WEIGHTS: Partial<Record<OperationName, number>> = {
  open: 12,
  update: 10,
  identify: 8,
  end: 6,
  read: 3,
  listSessions: 4,
  summary: 3,
  timeseries: 3,
  breakdown: 4,
  overview: 3,
  listLeads: 2,
  changeLead: 2,
  createSite: 3,
  changeSite: 3,
  createKey: 2,
};

/** What a body has to satisfy to be taken. */
export const BODY_SCHEMAS = {
  open: s.OpenSchema,
  update: s.UpdateSchema,
  end: s.EndSchema,
  identify: s.IdentifySchema,
  changeLead: s.ChangeLeadSchema,
  changeTask: s.ChangeTaskSchema,
  derive: s.DeriveSchema,
  createSite: s.CreateSiteSchema,
  changeSite: s.ChangeSiteSchema,
  createKey: s.CreateKeySchema,
  createShare: s.CreateShareSchema,
  signIn: s.SignInSchema,
};
