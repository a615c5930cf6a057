/**
 * Endpoints that any page may call: the site, not CORS, decides who is let in. No cookie is ever read;
 * credentials are allowed because a beacon with a JSON Blob is sent with them.
 *
 * Preflights are answered by Hono's `cors`. Other answers are not: it would allow credentials where no page asks, and
 * expose headers that only a failure has.
 */
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { App } from './context';

const answerPreflight = cors({
  origin: (origin) => origin,
  credentials: true,
  allowMethods: ['GET', 'POST', 'PUT', 'OPTIONS'],
  // `x-sa-api-key` and `x-requested-with` come from clients of other session APIs and from axios.
  allowHeaders: [
    'content-type',
    'authorization',
    'x-api-key',
    'x-sa-api-key',
    'x-request-id',
    'x-requested-with',
  ],
  maxAge: 86_400,
});

/** For the five endpoints: answers preflights, and lets the page that asks read the answer. */
export const openToPages: MiddlewareHandler<App> = async (c, next) => {
  if (c.req.method === 'OPTIONS') return answerPreflight(c, next);
  const origin = c.req.header('origin');
  c.header('Vary', 'Origin');
  if (!origin) return next();
  c.header('Access-Control-Allow-Origin', origin);
  c.header('Access-Control-Allow-Credentials', 'true');
  await next();
  // A page that has failed is to report the request's id, and to wait as long as it is told.
  if (c.res.status >= 400) c.header('Access-Control-Expose-Headers', 'x-request-id,retry-after');
};
