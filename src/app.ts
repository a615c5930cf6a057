import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { isAdmin } from './access/admin';
import type { App } from './http/context';
import { methodsOf } from './http/methods';
import { fail, JSON_HEADERS, succeed } from './http/respond';
import { logError } from './log';
import { sessions } from './session/routes';
import { checkDatabase } from './sites/store';

export const app = createApp();

app.get('/', async (c) =>
  succeed(c, {
    name: 'visitor-sessions',
    description: 'Create, read, update, end and identify visitor sessions.',
    routes: (await import('./api-docs/listing')).ROUTES,
    documentation: 'README.md of the visitor-sessions repository',
  }),
);
app.get('/healthz', async (c) => {
  try {
    await checkDatabase(c.env.DB);
    if (!(await isAdmin({ env: c.env, headers: c.req.raw.headers })))
      return succeed(c, { status: 'ok' });
    const { measureAllLags } = await import('./upkeep/lag');
    return succeed(c, {
      status: 'ok',
      upkeep: await measureAllLags(c.env, c.get('answering').receivedAt),
    });
  } catch (error) {
    logError('health_failed', error);
    return fail(c, {
      error: 'unavailable',
      message: 'D1 does not answer, or its migrations are missing.',
    });
  }
});
app.route('/api/visitors', sessions);

app.delete(
  '/api/visitors/:visitor_id',
  loadedLater('/api/visitors', async () => (await import('./visitors/routes')).visitors),
);
app.all(
  '/api/sites/*',
  loadedLater('/api/sites', async () => (await import('./sites/routes')).sites),
);

/** What holds for every route: the answers' headers, and how failures are answered. */
function createApp(): Hono<App> {
  const created = new Hono<App>();
  created.use((c, next) => {
    prepare(c);
    // The router would take it for the path without the slash.
    const isOther = c.req.path.endsWith('/') && c.req.path !== '/';
    return isOther ? Promise.resolve(fail(c, { error: 'not_found' })) : next();
  });
  created.notFound((c) => {
    // What names no path, such as `OPTIONS *`, passes by all middleware.
    if (c.get('answering') === undefined) prepare(c);
    const methods = methodsOf(created.routes, c.req.path);
    if (methods.length === 0) return fail(c, { error: 'not_found' });
    return fail(c, { error: 'method_not_allowed', headers: { Allow: methods.join(', ') } });
  });
  created.onError((error, c) => {
    logError('request_failed', error, { request_id: c.get('answering').requestId });
    return fail(c, { error: isDatabaseError(error) ? 'unavailable' : 'internal' });
  });
  return created;
}

/** Lays down what every answer to this request needs. */
function prepare(c: Context<App>): void {
  c.set('answering', {
    requestId: chooseRequestId(c.req.raw.headers.get('x-request-id')),
    receivedAt: Date.now(),
    headers: JSON_HEADERS,
    page: undefined,
  });
}

/** The caller's own, if it is one that a log can hold. */
function chooseRequestId(shown: string | null): string {
  return shown !== null && /^[\w=-]{1,64}$/.test(shown) ? shown : crypto.randomUUID();
}

/** Routes that the five endpoints do without: their code first runs when they are first asked for. */
function loadedLater(base: string, load: () => Promise<Hono<App>>) {
  let loaded: Hono<App> | undefined;
  return async (c: Context<App>) => {
    loaded ??= createApp().route(base, await load());
    return loaded.fetch(c.req.raw, c.env, c.executionCtx);
  };
}

/**
 * D1 says so itself, or the connection to it broke: https://developers.cloudflare.com/d1/observability/debug-d1/.
 * Calls to objects do not come here (`src/session/object/stub.ts`).
 */
function isDatabaseError(error: Error): boolean {
  return /^D1_|\bD1 DB\b|^Network connection lost/.test(error.message);
}
