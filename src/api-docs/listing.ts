type Route = { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string; does: string };

/** All public routes, as `GET /` lists them. A test compares them with the routes of the app. */
export const ROUTES: Route[] = [
  {
    method: 'POST',
    path: '/api/visitors/session',
    does: 'Opens a session of a site, or resumes the one that is named.',
  },
  {
    method: 'GET',
    path: '/api/visitors/session',
    does: 'Reads a session, by session_id and site_id in the query.',
  },
  {
    method: 'PUT',
    path: '/api/visitors/session',
    does: 'Reports what a visitor has done: page views, active time, custom data.',
  },
  {
    method: 'POST',
    path: '/api/visitors/session/end',
    does: 'Ends a session; takes what sendBeacon sends.',
  },
  {
    method: 'POST',
    path: '/api/visitors/session/{session_id}/identify',
    does: 'Identifies the visitor, which gives the session a lead.',
  },
  {
    method: 'GET',
    path: '/api/sessions',
    does: 'Lists the sessions of a site, by the filters of the reports. Needs a key.',
  },
  {
    method: 'GET',
    path: '/api/sessions/live',
    does: 'Shows who is here now, and counts by page, country and source. Needs a key.',
  },
  {
    method: 'GET',
    path: '/api/sessions/{session_id}/explain',
    does: 'Tells why a session is as it is: engaged, a bounce, reopened, ended. Needs a key.',
  },
  {
    method: 'POST',
    path: '/api/sessions/derive',
    does: 'Works out anew what rules make of stored sessions, in steps. Needs the ADMIN_KEY.',
  },
  {
    method: 'DELETE',
    path: '/api/visitors/session',
    does: 'Erases a session, by session_id and site_id in the query. Needs a key.',
  },
  {
    method: 'GET',
    path: '/api/visitors/{visitor_id}',
    does: 'Reads what is known of a visitor. This, leads and tasks need a key.',
  },
  {
    method: 'GET',
    path: '/api/visitors/{visitor_id}/sessions',
    does: "Lists a visitor's sessions, by after and limit in the query.",
  },
  {
    method: 'DELETE',
    path: '/api/visitors/{visitor_id}',
    does: 'Erases a visitor of the site_id in the query. Needs a key.',
  },
  {
    method: 'GET',
    path: '/api/leads',
    does: 'Lists the leads, by q, status, after and limit in the query.',
  },
  { method: 'GET', path: '/api/leads/{lead_id}', does: 'Reads a lead.' },
  {
    method: 'PATCH',
    path: '/api/leads/{lead_id}',
    does: "Changes a lead's status, name or phone.",
  },
  {
    method: 'GET',
    path: '/api/leads/{lead_id}/sessions',
    does: "Lists a lead's sessions, by after and limit in the query.",
  },
  {
    method: 'GET',
    path: '/api/tasks',
    does: 'Lists the tasks, by status, lead_id, after and limit in the query.',
  },
  { method: 'PATCH', path: '/api/tasks/{task_id}', does: 'Changes the status of a task.' },
  {
    method: 'POST',
    path: '/api/sites',
    does: 'Makes a site. This and all of /api/sites but shares needs the ADMIN_KEY.',
  },
  { method: 'GET', path: '/api/sites', does: 'Lists the sites, by after and limit in the query.' },
  { method: 'GET', path: '/api/sites/{site_id}', does: 'Reads a site and its settings.' },
  { method: 'PATCH', path: '/api/sites/{site_id}', does: 'Changes the settings that are named.' },
  {
    method: 'DELETE',
    path: '/api/sites/{site_id}',
    does: 'Deletes a site, and all that is kept of it.',
  },
  {
    method: 'POST',
    path: '/api/sites/{site_id}/keys',
    does: 'Makes an API key, and shows it this once.',
  },
  {
    method: 'GET',
    path: '/api/sites/{site_id}/keys',
    does: 'Lists the keys, without their secrets.',
  },
  {
    method: 'DELETE',
    path: '/api/sites/{site_id}/keys/{key_id}',
    does: 'Revokes a key; everywhere within 60 s.',
  },
  {
    method: 'POST',
    path: '/api/sites/{site_id}/shares',
    does: 'Makes a link that shows the figures of the site. Needs a key.',
  },
  { method: 'GET', path: '/api/sites/{site_id}/shares', does: 'Lists the share links.' },
  {
    method: 'DELETE',
    path: '/api/sites/{site_id}/shares/{share_id}',
    does: 'Revokes a share link.',
  },
  {
    method: 'GET',
    path: '/api/reports/summary',
    does: 'Counts the sessions of a period. All of /api/reports needs a key.',
  },
  {
    method: 'GET',
    path: '/api/reports/timeseries',
    does: 'Counts by hour, day, week or month.',
  },
  {
    method: 'GET',
    path: '/api/reports/breakdown',
    does: 'Counts by the values of a field, which is named by the query.',
  },
  {
    method: 'GET',
    path: '/api/reports/overview',
    does: 'Summary, comparison, timeseries and eight breakdowns in one answer.',
  },
  {
    method: 'GET',
    path: '/api/export/sessions',
    does: 'Exports the sessions of a site as CSV or NDJSON. Needs a key.',
  },
  {
    method: 'POST',
    path: '/api/dashboard/session',
    does: 'Signs in to the dashboard: exchanges a key for a cookie.',
  },
  {
    method: 'GET',
    path: '/api/dashboard/session',
    does: 'Says who is signed in to the dashboard.',
  },
  {
    method: 'DELETE',
    path: '/api/dashboard/session',
    does: 'Signs out of the dashboard.',
  },
  { method: 'GET', path: '/s.js', does: 'The script for pages.' },
  {
    method: 'GET',
    path: '/s-older.js',
    does: 'Loaded by the script in browsers without a Navigation API.',
  },
  {
    method: 'GET',
    path: '/healthz',
    does: 'Says whether the database answers; with the ADMIN_KEY, how far behind upkeep is.',
  },
  { method: 'GET', path: '/docs', does: 'The reference of this API, as a page for people.' },
  { method: 'GET', path: '/openapi.json', does: 'This API as an OpenAPI 3.1 document.' },
  { method: 'GET', path: '/', does: 'This list.' },
];
