/**
 * Endpoints that any page may call: the site, not CORS, decides who is let in. No cookie is ever read;
 * credentials are allowed because a beacon with a JSON Blob is sent with them.
 */
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { App } from './context';
import { JSON_HEADERS } from './respond';

const answerPreflight = cors({
  origin: (origin) => origin,
  credentials: true,
  allowMethods: ['GET', 'POST', 'PUT', 'OPTIONS'],
  allowHeaders: ['content-type', 'authorization', 'x-api-key', 'x-request-id'],
  maxAge: 86_400,
});

const OPEN_HEADERS = new Headers(JSON_HEADERS);
OPEN_HEADERS.set('Vary', 'Origin');
const PAGE_HEADERS = new Headers(OPEN_HEADERS);
PAGE_HEADERS.set('Access-Control-Allow-Credentials', 'true');

/** Only preflights go through Hono's `cors`, which makes an answer of its own for its headers. */
export const openToPages: MiddlewareHandler<App> = (c, next) => {
  if (c.req.method === 'OPTIONS') {
    c.header('Cache-Control', 'no-store');
    c.header('X-Request-Id', c.get('answering').requestId);
    return answerPreflight(c, next);
  }
  const page = c.req.raw.headers.get('origin') || undefined;
  const answering = c.get('answering');
  answering.headers = page === undefined ? OPEN_HEADERS : PAGE_HEADERS;
  answering.page = page;
  return next();
};
