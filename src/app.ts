/** All routes, what holds for each of them, and how failures are answered. */
import { Hono, type MiddlewareHandler } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { getPath } from 'hono/utils/url';
import { isAdmin } from './access/admin';
import { ROUTES } from './api-docs/listing';
import { dashboard } from './dashboard/routes';
import type { App } from './http/context';
import { fail, succeed } from './http/respond';
import { leads, tasks } from './leads/routes';
import { logError } from './log';
import { exportedSessions, listedSessions, reports } from './reports/routes';
import { identifying, sessions } from './session/routes';
import { serverSessions } from './session/server-routes';
import { sites } from './sites/routes';
import { shares } from './sites/share-routes';
import { checkDatabase } from './sites/store';
import { measureAllLags } from './upkeep/lag';
import { deriving } from './upkeep/routes';
import { visitors } from './visitors/routes';

const prepare: MiddlewareHandler<App> = async (c, next) => {
  c.set('receivedAt', Date.now());
  // Answers hold personal data.
  c.header('Cache-Control', 'no-store');
  // A router takes the root of a mounted app for the same path with a slash. Hono's `trimTrailingSlash` would redirect, which
  // a beacon does not follow.
  const isOther = c.req.path.endsWith('/') && c.req.path !== '/';
  return isOther ? fail(c, { error: 'not_found' }) : next();
};

/** With what holds for all routes. */
function makeApp(): Hono<App> {
  const app = new Hono<App>();
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
  app.notFound((c) => fail(c, { error: 'not_found' }));
  app.onError((error, c) => {
    logError('request_failed', error, { request_id: c.get('requestId') });
    return fail(c, { error: isDatabaseError(error) ? 'unavailable' : 'internal' });
  });
  return app;
}

const plain = makeApp().route('/api/visitors', sessions);
const others = makeApp();

others.get('/', (c) =>
  succeed(c, {
    name: 'visitor-sessions',
    description: 'Create, read, update, end and identify visitor sessions.',
    routes: ROUTES,
    documentation: '/docs',
  }),
);
others.get('/healthz', async (c) => {
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
others.route('/api/visitors', identifying);
others.route('/api/sessions', listedSessions);
others.route('/api/sessions', serverSessions);
others.route('/api/sessions', deriving);
others.route('/api/visitors', visitors);
others.route('/api/leads', leads);
others.route('/api/tasks', tasks);
others.route('/api/sites', shares);
others.route('/api/sites', sites);
others.route('/api/reports', reports);
others.route('/api/export', exportedSessions);
others.route('/api/dashboard', dashboard);

/** What nearly all requests are for. */
const PLAIN = ['/api/visitors/session', '/api/visitors/session/end'];

/**
 * All routes, and the Worker's `fetch` handler. Create, read, update and end have a router of their own: beside paths with
 * parameters in the same places Hono cannot look them up in a table, and walks a tree at each request.
 */
export const app = {
  routes: [...plain.routes, ...others.routes],
  fetch(request: Request, env: Env | object, context?: ExecutionContext) {
    const isPlain = PLAIN.includes(getPath(request));
    return (isPlain ? plain : others).fetch(request, env, context);
  },
};

/**
 * D1 says so itself, or the connection to it broke: https://developers.cloudflare.com/d1/observability/debug-d1/.
 * Calls to objects do not come here (`src/session/object/stub.ts`).
 */
function isDatabaseError(error: Error): boolean {
  return /^D1_|\bD1 DB\b|^Network connection lost/.test(error.message);
}
