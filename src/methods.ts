import type { Context } from 'hono';
import type { App } from './app';
import { fail } from './respond';

const ID = '[^/]+';
/** The routes by path, with the methods they take. */
const ROUTES: [RegExp, string][] = [
  [/^\/(healthz)?$/, 'GET'],
  [/^\/api\/visitors\/session$/, 'GET, POST, PUT, DELETE'],
  [/^\/api\/visitors\/session\/end$/, 'POST'],
  [new RegExp(`^/api/visitors/session/${ID}/identify$`), 'POST'],
  [new RegExp(`^/api/visitors/${ID}$`), 'DELETE'],
  [/^\/api\/sites$/, 'GET, POST'],
  [new RegExp(`^/api/sites/${ID}$`), 'GET, PATCH, DELETE'],
  [new RegExp(`^/api/sites/${ID}/keys$`), 'GET, POST'],
  [new RegExp(`^/api/sites/${ID}/keys/${ID}$`), 'DELETE'],
];

/** 405 with `Allow`, when the path is one of ours and only the method is not. */
export function methodNotAllowed(c: Context<App>) {
  const allow = ROUTES.find(([path]) => path.test(c.req.path))?.[1];
  return allow === undefined
    ? undefined
    : fail(c, { error: 'method_not_allowed', headers: { Allow: allow } });
}
