/**
 * Endpoints that any page may call: the site, not CORS, decides who is let in. No cookie is ever read;
 * credentials are allowed because a beacon with a JSON Blob is sent with them.
 */
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { App } from './context';

const EXPOSED = ['x-request-id', 'retry-after'];

const answerPreflight = cors({
  origin: (origin) => origin,
  credentials: true,
  allowMethods: ['GET', 'POST', 'PUT', 'OPTIONS'],
  allowHeaders: ['content-type', 'authorization', 'x-api-key', 'x-request-id'],
  exposeHeaders: EXPOSED,
  maxAge: 86_400,
});

/**
 * Hono's `cors` puts its headers on an answer made for the purpose, which costs every request two more; only
 * preflights go through it.
 */
export const openToPages: MiddlewareHandler<App> = (c, next) => {
  if (c.req.method === 'OPTIONS') return answerPreflight(c, next);
  const origin = c.req.header('origin');
  if (origin) {
    c.header('Access-Control-Allow-Origin', origin);
    c.header('Access-Control-Allow-Credentials', 'true');
    c.header('Access-Control-Expose-Headers', EXPOSED.join(','));
  }
  c.header('Vary', 'Origin');
  return next();
};
