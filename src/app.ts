/** All routes, what holds for each of them, and how failures are answered. */
import { Hono, type MiddlewareHandler } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { isAdmin } from './access/admin';
import { ROUTES } from './api-docs/listing';
import type { App } from './http/context';
import { fail, succeed } from './http/respond';
import { leads, tasks } from './leads/routes';
import { logError } from './log';
import { exportedSessions, listedSessions, reports } from './reports/routes';
import { sessions } from './session/routes';
import { serverSessions } from './session/server-routes';
import { sites } from './sites/routes';
import { checkDatabase } from './sites/store';
import { measureAllLags } from './upkeep/lag';
import { deriving } from './upkeep/routes';
import { visitors } from './visitors/routes';

/** The Worker's `fetch` handler. */
export const app = new Hono<App>();

const prepare: MiddlewareHandler<App> = async (c, next) => {
  c.set('receivedAt', Date.now());
  // Answers hold personal data.
  c.header('Cache-Control', 'no-store');
  // A router takes the root of a mounted app for the same path with a slash. Hono's `trimTrailingSlash` would redirect, which
  // a beacon does not follow.
  const isOther = c.req.path.endsWith('/') && c.req.path !== '/';
  return isOther ? fail(c, { error: 'not_found' }) : next();
};

app.use(requestId({ limitLength: 64 }), prepare);
app.use(
  methodNotAllowed({
    app,
    onMethodNotAllowed: (c, methods) => {
      const allowed = methods.filter((method) => method !== 'HEAD').sort();
      return fail(c, { error: 'method_not_allowed', headers: { Allow: allowed.join(', ') } });
    },
  }),
);

app.get('/', (c) =>
  succeed(c, {
    name: 'visitor-sessions',
    description: 'Create, read, update, end and identify visitor sessions.',
    routes: ROUTES,
    documentation: '/docs',
  }),
);
app.get('/healthz', async (c) => {
  const { env } = c;
  try {
    await checkDatabase(env.DB);
    const isOperator = await isAdmin({ env, headers: c.req.raw.headers });
    if (!isOperator) return succeed(c, { status: 'ok' });
    return succeed(c, { status: 'ok', upkeep: await measureAllLags(env, c.get('receivedAt')) });
  } catch (error) {
    logError('health_failed', error);
    return fail(c, {
      error: 'unavailable',
      message: 'D1 does not answer, or its migrations are missing.',
    });
  }
});
app.route('/api/visitors', sessions);
app.route('/api/sessions', listedSessions);
app.route('/api/sessions', serverSessions);
app.route('/api/sessions', deriving);
app.route('/api/visitors', visitors);
app.route('/api/leads', leads);
app.route('/api/tasks', tasks);
app.route('/api/sites', sites);
app.route('/api/reports', reports);
app.route('/api/export', exportedSessions);

app.notFound((c) => fail(c, { error: 'not_found' }));
app.onError((error, c) => {
  logError('request_failed', error, { request_id: c.get('requestId') });
  return fail(c, { error: isDatabaseError(error) ? 'unavailable' : 'internal' });
});

/**
 * D1 says so itself, or the connection to it broke: https://developers.cloudflare.com/d1/observability/debug-d1/.
 * Calls to objects do not come here (`src/session/object/stub.ts`).
 */
function isDatabaseError(error: Error): boolean {
  return /^D1_|\bD1 DB\b|^Network connection lost/.test(error.message);
}
