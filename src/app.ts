import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import type { App } from './context';
import { logError } from './log';
import { methodsOf } from './methods';
import { fail, succeed } from './respond';
import { sessions } from './session/routes';
import { sites } from './sites/routes';
import { tracker } from './tracker/routes';

export const app = new Hono<App>();

app.use(async (c, next) => {
  c.set('receivedAt', Date.now());
  // Answers hold personal data.
  c.header('Cache-Control', 'no-store');
  await next();
});
app.use(requestId({ limitLength: 64 }));

app.get('/', (c) =>
  succeed(c, {
    name: 'visitor-sessions',
    description: 'Create, read, update, end and identify visitor sessions.',
    endpoints: [
      'POST /api/visitors/session',
      'GET /api/visitors/session?session_id&site_id',
      'PUT /api/visitors/session',
      'POST /api/visitors/session/end',
      'POST /api/visitors/session/{session_id}/identify',
    ],
    health: 'GET /healthz',
    documentation: 'README.md of the visitor-sessions repository',
  }),
);
app.get('/healthz', async (c) => {
  try {
    await c.env.DB.prepare('SELECT 1 FROM sites LIMIT 1').all();
    return succeed(c, { status: 'ok' });
  } catch (error) {
    logError('health_failed', error);
    return fail(c, {
      error: 'unavailable',
      message: 'D1 does not answer, or its migrations are missing.',
    });
  }
});
app.route('/api/visitors', sessions);
app.route('/api/sites', sites);
app.route('/', tracker);

app.notFound((c) => {
  const methods = methodsOf(app.routes, c.req.path);
  if (methods.length === 0) return fail(c, { error: 'not_found' });
  return fail(c, { error: 'method_not_allowed', headers: { Allow: methods.join(', ') } });
});
app.onError((error, c) => {
  logError('request_failed', error, { request_id: c.var.requestId });
  return fail(c, { error: isDatabaseError(error) ? 'unavailable' : 'internal' });
});

/**
 * D1 says so itself, or the connection to it broke: https://developers.cloudflare.com/d1/observability/debug-d1/.
 * Calls to objects do not come here (`src/session/stub.ts`).
 */
function isDatabaseError(error: Error): boolean {
  return /^D1_|\bD1 DB\b|^Network connection lost/.test(error.message);
}
