// Made by "npm run client" from the document of the API.
import type { Call, Data, Input } from "../operation.ts";
import type { CallOptions } from "../send.ts";

type Each<Item> = AsyncGenerator<Item, void, undefined>;

/** A method for each operation of the document, and for each list one that goes through its pages. */
export interface Client {
  /**
   * Create or resume a session
   *
   * Opens a session of a site. With the `id` of a live session it is resumed; with that of an ended one that is still resumable it is reopened; with that of a final one a new session follows, with a new id and `previous_session_id`.
   *
   * What the caller leaves out is filled in from the request, field by field. A value over its limit is refused, not cut; only the address of a page is shortened.
   *
   * Resuming is activity: `url` becomes `current_url`, the totals grow, `consent` and `custom_data` are merged, and the other fields keep what the session was opened with. A create that is repeated unchanged, `sent_at` included, begins nothing.
   *
   * Of any number of concurrent creates with one `id`, exactly one is told `is_new_session: true`.
   *
   * **Who may call:** a page of the site, by its `Origin` (else the origin of `Referer`), also through a proxy of the site; a server with a key of the site; the holder of `ADMIN_KEY`.
   */
  createSession(input: Input<'createSession'>, options?: CallOptions): Call<'createSession'>;
  /**
   * Read a session
   *
   * Always the newest acknowledged state, from anywhere. Reading is never activity. A session whose idle timeout is over reads as ended, even if its alarm has not run. A caller with a key also gets `pages` and `lead`.
   *
   * **Who may call:** a page of the site, by its `Origin` (else the origin of `Referer`), also through a proxy of the site; a server with a key of the site; the holder of `ADMIN_KEY`.
   */
  getSession(input: Input<'getSession'>, options?: CallOptions): Call<'getSession'>;
  /**
   * Report activity
   *
   * Numbers are totals, so that a repeated, reordered or lost message does no harm. A session that has ended answers 409 `session_ended`, unless the message tells of activity up to its end: then it is merged and answered 200.
   *
   * **Who may call:** a page of the site, by its `Origin` (else the origin of `Referer`), also through a proxy of the site; a server with a key of the site; the holder of `ADMIN_KEY`.
   */
  updateSession(input: Input<'updateSession'>, options?: CallOptions): Call<'updateSession'>;
  /**
   * Erase a session
   *
   * Forgets the session, with its record and its tasks. Its id alone is kept for three days, so that a late write brings nothing back.
   *
   * **Who may call:** a server with a key of the site whose scope is `write` or `all`; the holder of `ADMIN_KEY`. No page.
   */
  eraseSession(input: Input<'eraseSession'>, options?: CallOptions): Call<'eraseSession'>;
  /**
   * End a session
   *
   * Takes what `navigator.sendBeacon` sends. The first end stands; a repeat answers 200 with it. An end that was sent before activity that is known already is merged and closes nothing. A late end refines the record of a session that time has ended. An end from a page may overtake the create before it: for an id made within the last day it waits one second for that create.
   *
   * **Who may call:** a page of the site, by its `Origin` (else the origin of `Referer`), also through a proxy of the site; a server with a key of the site; the holder of `ADMIN_KEY`.
   */
  endSession(input: Input<'endSession'>, options?: CallOptions): Call<'endSession'>;
  /**
   * Say who the visitor is
   *
   * Finds or makes the lead, by at least one of `lead_id`, `email` and `name`, and gives it to the session and to the visitor's other sessions without one. Allowed in every state of the session; it is not activity. Details that the lead has are never changed. A page's call waits for its create as an end does.
   *
   * **Who may call:** a page of the site, by its `Origin` (else the origin of `Referer`), also through a proxy of the site; a server with a key of the site; the holder of `ADMIN_KEY`.
   *
   * With `replace` it is sent once, unless the call has `retries`: a late attempt could overwrite a newer change.
   */
  identifySession(input: Input<'identifySession'>, options?: CallOptions): Call<'identifySession'>;
  /**
   * Explain a session
   *
   * Why it is as it is: engaged, a bounce, reopened, ended; in words and in values, by the same rules that decide.
   *
   * **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
   */
  explainSession(input: Input<'explainSession'>, options?: CallOptions): Call<'explainSession'>;
  /**
   * List sessions
   *
   * The newest first, from D1, by any filters. A full page has a `next`, and the page after it may be empty: nobody looks whether more follow, so that a page reads only what it shows.
   *
   * **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
   */
  listSessions(input?: Input<'listSessions'>, options?: CallOptions): Call<'listSessions'>;
  /**
   * Who is here now
   *
   * The sessions that are open and whose last activity is less than 5 minutes ago.
   *
   * Each open session is asked for its newest state, up to 300 of them, and none notices; of more, those whose last sign of life in D1 is the newest. A session that cannot be reached is shown as D1 has it.
   *
   * Filters are asked of the newest state; of sessions beyond those 300, of what D1 has. An answer reads the rows of the last 24 hours: ask every five seconds, not more often.
   *
   * **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
   */
  listLiveSessions(input?: Input<'listLiveSessions'>, options?: CallOptions): Call<'listLiveSessions'>;
  /**
   * Export sessions
   *
   * A file of all sessions that match, the newest first. It ends at the moment at which it begins: a session that starts meanwhile is not in it. Once the answer is on its way an error breaks the connection: a client that reports this has no whole file.
   *
   * Each session has the fields of a listed one, and `utm_id`, `click_id_type`, `click_id`, `referrer`, `referrer_is_internal`, `landing_url`, `current_url`, `exit_url`, `os_version`, `browser_version`, `timezone`, `screen_width`, `screen_height`, `pixel_ratio`, `orientation`, `memory`, `cpu_cores`, `touch_support`, `bot_reason`, `fingerprint`, `previous_session_id`, `consent`, `custom_data` and `pages` (`path` and `at` of each page seen).
   *
   * In CSV the first line has the names, what is missing is empty, `consent`, `custom_data` and `pages` are JSON, and text that a spreadsheet would run as a formula has an apostrophe before it.
   *
   * **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
   */
  exportSessions(input: Input<'exportSessions'>, options?: CallOptions): Call<'exportSessions'>;
  /**
   * The numbers of a period
   *
   * And of a period to compare it with.
   *
   * **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page. And whoever has a share link of the site.
   */
  getSummary(input?: Input<'getSummary'>, options?: CallOptions): Call<'getSummary'>;
  /**
   * The numbers by hour, day, week or month
   *
   * Right across daylight saving: an hour that comes twice is two points, and a day whose midnight is left out begins when the clock is set.
   *
   * **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page. And whoever has a share link of the site.
   */
  getTimeseries(input?: Input<'getTimeseries'>, options?: CallOptions): Call<'getTimeseries'>;
  /**
   * The numbers by the values of a field
   *
   * A missing value is a row of its own. Values that differ by case only are one row where the filter takes any case. The rows and `other` sum to the summary, but for visitors, of whom one may be in two.
   *
   * **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page. And whoever has a share link of the site.
   */
  getBreakdown(input: Input<'getBreakdown'>, options?: CallOptions): Call<'getBreakdown'>;
  /**
   * All reports in one answer
   *
   * What a dashboard opens with; all of it is about the same moment.
   *
   * **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page. And whoever has a share link of the site.
   */
  getOverview(input?: Input<'getOverview'>, options?: CallOptions): Call<'getOverview'>;
  /**
   * Read a visitor
   *
   * What D1 knows of a visitor: when they came, what their sessions come to, and who they are.
   *
   * **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
   */
  getVisitor(input: Input<'getVisitor'>, options?: CallOptions): Call<'getVisitor'>;
  /**
   * Erase a visitor
   *
   * Erases the visitor's sessions, their tasks, and every lead that is nobody else's. Safe to repeat. A 503 with this in its message means that a part is erased; repeat the call for the rest.
   *
   * **Who may call:** a server with a key of the site whose scope is `write` or `all`; the holder of `ADMIN_KEY`. No page.
   */
  eraseVisitor(input: Input<'eraseVisitor'>, options?: CallOptions): Call<'eraseVisitor'>;
  /**
   * List a visitor's sessions
   *
   * The newest first, from D1.
   *
   * **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
   */
  listVisitorSessions(input: Input<'listVisitorSessions'>, options?: CallOptions): Call<'listVisitorSessions'>;
  /**
   * List or search leads
   *
   * The newest first. A parameter that there is not is refused, so that a misspelt filter does not show everyone.
   *
   * **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
   */
  listLeads(input?: Input<'listLeads'>, options?: CallOptions): Call<'listLeads'>;
  /**
   * Read a lead
   *
   * Who a visitor said they are.
   *
   * **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
   */
  getLead(input: Input<'getLead'>, options?: CallOptions): Call<'getLead'>;
  /**
   * Change a lead
   *
   * At least one of its fields; what is not named stays.
   *
   * **Who may call:** a server with a key of the site whose scope is `write` or `all`; the holder of `ADMIN_KEY`. No page.
   *
   * Sent once, unless the call has `retries`: a late attempt could overwrite a newer change.
   */
  updateLead(input: Input<'updateLead'>, options?: CallOptions): Call<'updateLead'>;
  /**
   * List a lead's sessions
   *
   * The newest first, from D1; of at most 1,000 visitors, those who were identified last.
   *
   * **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
   */
  listLeadSessions(input: Input<'listLeadSessions'>, options?: CallOptions): Call<'listLeadSessions'>;
  /**
   * List tasks
   *
   * The newest first. A parameter that there is not is refused, so that a misspelt filter does not show all.
   *
   * **Who may call:** a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. No page.
   */
  listTasks(input?: Input<'listTasks'>, options?: CallOptions): Call<'listTasks'>;
  /**
   * Change a task
   *
   * Its status, in any order.
   *
   * **Who may call:** a server with a key of the site whose scope is `write` or `all`; the holder of `ADMIN_KEY`. No page.
   *
   * Sent once, unless the call has `retries`: a late attempt could overwrite a newer change.
   */
  updateTask(input: Input<'updateTask'>, options?: CallOptions): Call<'updateTask'>;
  /**
   * Make a site
   *
   * A website, or a group of websites, with sessions of its own.
   *
   * **Who may call:** the holder of `ADMIN_KEY` alone.
   */
  createSite(input: Input<'createSite'>, options?: CallOptions): Call<'createSite'>;
  /**
   * List sites
   *
   * In the order of their ids.
   *
   * **Who may call:** the holder of `ADMIN_KEY` alone.
   */
  listSites(input?: Input<'listSites'>, options?: CallOptions): Call<'listSites'>;
  /**
   * Read a site
   *
   * With its settings.
   *
   * **Who may call:** the holder of `ADMIN_KEY` alone.
   */
  getSite(input: Input<'getSite'>, options?: CallOptions): Call<'getSite'>;
  /**
   * Change a site
   *
   * At least one setting; what is not named stays. In force everywhere within 60 s.
   *
   * **Who may call:** the holder of `ADMIN_KEY` alone.
   *
   * Sent once, unless the call has `retries`: a late attempt could overwrite a newer change.
   */
  updateSite(input: Input<'updateSite'>, options?: CallOptions): Call<'updateSite'>;
  /**
   * Delete a site
   *
   * It is closed within 60 s; its sessions, leads and tasks follow by the cron trigger. This cannot be undone.
   *
   * **Who may call:** the holder of `ADMIN_KEY` alone.
   */
  deleteSite(input: Input<'deleteSite'>, options?: CallOptions): Call<'deleteSite'>;
  /**
   * Make a key
   *
   * For the servers of a site, which has at most 20. The key is shown this once.
   *
   * **Who may call:** the holder of `ADMIN_KEY` alone.
   */
  createKey(input: Input<'createKey'>, options?: CallOptions): Call<'createKey'>;
  /**
   * List keys
   *
   * Without their secrets.
   *
   * **Who may call:** the holder of `ADMIN_KEY` alone.
   */
  listKeys(input: Input<'listKeys'>, options?: CallOptions): Call<'listKeys'>;
  /**
   * Revoke a key
   *
   * It is refused here at once, and everywhere within 60 s.
   *
   * **Who may call:** the holder of `ADMIN_KEY` alone.
   */
  revokeKey(input: Input<'revokeKey'>, options?: CallOptions): Call<'revokeKey'>;
  /**
   * Make a share link
   *
   * Whoever has the link sees the figures of the site in the dashboard, and no session, visitor or lead. A site has at most 20.
   *
   * **Who may call:** a server with a key of the site whose scope is `all`; the holder of `ADMIN_KEY`. No page.
   */
  createShare(input: Input<'createShare'>, options?: CallOptions): Call<'createShare'>;
  /**
   * List share links
   *
   * Without their tokens.
   *
   * **Who may call:** a server with a key of the site whose scope is `all`; the holder of `ADMIN_KEY`. No page.
   */
  listShares(input: Input<'listShares'>, options?: CallOptions): Call<'listShares'>;
  /**
   * Revoke a share link
   *
   * It shows nothing from now on, to nobody.
   *
   * **Who may call:** a server with a key of the site whose scope is `all`; the holder of `ADMIN_KEY`. No page.
   */
  revokeShare(input: Input<'revokeShare'>, options?: CallOptions): Call<'revokeShare'>;
  /**
   * Sign in
   *
   * Exchanges a key for a cookie that counts for it. The key is not in the cookie, and is kept nowhere. A client has 20 tries a minute.
   *
   * **Who may call:** a page of this deployment: the `Origin` of the request is that of its address.
   */
  createSignIn(input: Input<'createSignIn'>, options?: CallOptions): Call<'createSignIn'>;
  /**
   * Who is signed in
   *
   * By the cookie, or by the key that is shown.
   *
   * **Who may call:** whoever has signed in; a server with a key of the site whose scope is `read` or `all`; the holder of `ADMIN_KEY`. And whoever has a share link of the site.
   */
  getSignIn(input?: Input<'getSignIn'>, options?: CallOptions): Call<'getSignIn'>;
  /**
   * Sign out
   *
   * In this browser. Whoever is not signed in is told the same.
   *
   * **Who may call:** a page of this deployment: the `Origin` of the request is that of its address.
   */
  endSignIn(input?: Input<'endSignIn'>, options?: CallOptions): Call<'endSignIn'>;
  /**
   * The script for pages
   *
   * Opens, updates and ends sessions by itself. A page loads it with a `script` that has `defer`, this address as `src`, and the id of the site as `data-site`. Caches keep it for a day.
   *
   * **Who may call:** anyone.
   */
  getScript(input?: Input<'getScript'>, options?: CallOptions): Call<'getScript'>;
  /**
   * What the script loads in older browsers
   *
   * A module, for browsers without a Navigation API. No page names it.
   *
   * **Who may call:** anyone.
   */
  getOlderScript(input?: Input<'getOlderScript'>, options?: CallOptions): Call<'getOlderScript'>;
  /**
   * Whether the service works
   *
   * 503 when D1 does not answer or has no tables. The holder of `ADMIN_KEY` also learns how far each job of the cron trigger is behind.
   *
   * **Who may call:** anyone.
   */
  getHealth(input?: Input<'getHealth'>, options?: CallOptions): Call<'getHealth'>;
  /**
   * Work out anew what is derived
   *
   * One step over the records of all sites: their sources, channels, paths and pages, by the rules of this version. `npm run derive` takes all steps.
   *
   * **Who may call:** the holder of `ADMIN_KEY` alone.
   */
  deriveSessions(input?: Input<'deriveSessions'>, options?: CallOptions): Call<'deriveSessions'>;
  /**
   * List the routes
   *
   * Every route there is, in one sentence each.
   *
   * **Who may call:** anyone.
   */
  listRoutes(input?: Input<'listRoutes'>, options?: CallOptions): Call<'listRoutes'>;
  /**
   * This document, for people
   *
   * One page, which loads nothing from elsewhere.
   *
   * **Who may call:** anyone.
   */
  getReference(input?: Input<'getReference'>, options?: CallOptions): Call<'getReference'>;
  /**
   * This document
   *
   * OpenAPI 3.1. Any page may read it.
   *
   * **Who may call:** anyone.
   */
  getDocument(input?: Input<'getDocument'>, options?: CallOptions): Call<'getDocument'>;
  /**
   * Each of `listSessions`, page after page, of which each is asked for when it is needed. `limit` is the size of a page.
   * Throws a `CallError` where a page fails: a loop has no place for a failure as a value.
   */
  eachSession(input?: Input<'listSessions'>, options?: CallOptions): Each<Data<'listSessions'>['sessions'][number]>;
  /**
   * Each of `listVisitorSessions`, page after page, of which each is asked for when it is needed. `limit` is the size of a page.
   * Throws a `CallError` where a page fails: a loop has no place for a failure as a value.
   */
  eachVisitorSession(input: Input<'listVisitorSessions'>, options?: CallOptions): Each<Data<'listVisitorSessions'>['sessions'][number]>;
  /**
   * Each of `listLeads`, page after page, of which each is asked for when it is needed. `limit` is the size of a page.
   * Throws a `CallError` where a page fails: a loop has no place for a failure as a value.
   */
  eachLead(input?: Input<'listLeads'>, options?: CallOptions): Each<Data<'listLeads'>['leads'][number]>;
  /**
   * Each of `listLeadSessions`, page after page, of which each is asked for when it is needed. `limit` is the size of a page.
   * Throws a `CallError` where a page fails: a loop has no place for a failure as a value.
   */
  eachLeadSession(input: Input<'listLeadSessions'>, options?: CallOptions): Each<Data<'listLeadSessions'>['sessions'][number]>;
  /**
   * Each of `listTasks`, page after page, of which each is asked for when it is needed. `limit` is the size of a page.
   * Throws a `CallError` where a page fails: a loop has no place for a failure as a value.
   */
  eachTask(input?: Input<'listTasks'>, options?: CallOptions): Each<Data<'listTasks'>['tasks'][number]>;
  /**
   * Each of `listSites`, page after page, of which each is asked for when it is needed. `limit` is the size of a page.
   * Throws a `CallError` where a page fails: a loop has no place for a failure as a value.
   */
  eachSite(input?: Input<'listSites'>, options?: CallOptions): Each<Data<'listSites'>['sites'][number]>;
}

/** Method and path; after `?` what of the input is for the query where the rest is the body. */
export const OPERATIONS: Record<string, string> = {
  createSession: 'POST /api/visitors/session',
  getSession: 'GET /api/visitors/session',
  updateSession: 'PUT /api/visitors/session',
  eraseSession: 'DELETE /api/visitors/session',
  endSession: 'POST /api/visitors/session/end',
  identifySession: 'POST /api/visitors/session/{session_id}/identify',
  explainSession: 'GET /api/sessions/{session_id}/explain',
  listSessions: 'GET /api/sessions',
  listLiveSessions: 'GET /api/sessions/live',
  exportSessions: 'GET /api/export/sessions',
  getSummary: 'GET /api/reports/summary',
  getTimeseries: 'GET /api/reports/timeseries',
  getBreakdown: 'GET /api/reports/breakdown',
  getOverview: 'GET /api/reports/overview',
  getVisitor: 'GET /api/visitors/{visitor_id}',
  eraseVisitor: 'DELETE /api/visitors/{visitor_id}',
  listVisitorSessions: 'GET /api/visitors/{visitor_id}/sessions',
  listLeads: 'GET /api/leads',
  getLead: 'GET /api/leads/{lead_id}',
  updateLead: 'PATCH /api/leads/{lead_id}?site_id',
  listLeadSessions: 'GET /api/leads/{lead_id}/sessions',
  listTasks: 'GET /api/tasks',
  updateTask: 'PATCH /api/tasks/{task_id}?site_id',
  createSite: 'POST /api/sites',
  listSites: 'GET /api/sites',
  getSite: 'GET /api/sites/{site_id}',
  updateSite: 'PATCH /api/sites/{site_id}',
  deleteSite: 'DELETE /api/sites/{site_id}',
  createKey: 'POST /api/sites/{site_id}/keys',
  listKeys: 'GET /api/sites/{site_id}/keys',
  revokeKey: 'DELETE /api/sites/{site_id}/keys/{key_id}',
  createShare: 'POST /api/sites/{site_id}/shares',
  listShares: 'GET /api/sites/{site_id}/shares',
  revokeShare: 'DELETE /api/sites/{site_id}/shares/{share_id}',
  createSignIn: 'POST /api/dashboard/session',
  getSignIn: 'GET /api/dashboard/session',
  endSignIn: 'DELETE /api/dashboard/session',
  getScript: 'GET /s.js',
  getOlderScript: 'GET /s-older.js',
  getHealth: 'GET /healthz',
  deriveSessions: 'POST /api/sessions/derive',
  listRoutes: 'GET /',
  getReference: 'GET /docs',
  getDocument: 'GET /openapi.json',
};

/** By the name of the method: which list, and the field of its answer that is the list. */
export const WALKS: Record<string, [id: string, field: string]> = {
  eachSession: ['listSessions', 'sessions'],
  eachVisitorSession: ['listVisitorSessions', 'sessions'],
  eachLead: ['listLeads', 'leads'],
  eachLeadSession: ['listLeadSessions', 'sessions'],
  eachTask: ['listTasks', 'tasks'],
  eachSite: ['listSites', 'sites'],
};
