/**
 * Endpoints that any page may call: the site, not CORS, decides who is let in. No cookie is ever read;
 * credentials are allowed because a beacon with a JSON Blob is sent with them.
 */
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { App } from './context';

const EXPOSED = 'x-request-id,retry-after';

const answerPreflight = cors({
  origin: (origin) => origin,
  credentials: true,
  allowMethods: ['GET', 'POST', 'PUT', 'OPTIONS'],
  allowHeaders: ['content-type', 'authorization', 'x-api-key', 'x-request-id'],
  exposeHeaders: [EXPOSED],
  maxAge: 86_400,
});

/** Only preflights go through Hono's `cors`, which makes an answer of its own for its headers. */
export const openToPages: MiddlewareHandler<App> = (c, next) => {
  const headers = c.get('headers');
  if (c.req.method === 'OPTIONS') {
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    return answerPreflight(c, next);
  }
  const origin = c.req.header('origin');
  if (origin) {
    headers['Access-Control-Allow-Origin'] = origin;
    headers['Access-Control-Allow-Credentials'] = 'true';
    headers['Access-Control-Expose-Headers'] = EXPOSED;
  }
  headers.Vary = 'Origin';
  return next();
};
