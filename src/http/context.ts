import type { Context } from 'hono';
import type { RequestIdVariables } from 'hono/request-id';

/** What every handler has at hand. */
export type App = {
  Bindings: Env;
  Variables: RequestIdVariables & {
    /** When the request came in, in ms since the epoch. A request is handled by this; only `meta` reads the clock again. */
    receivedAt: number;
  };
};

/** What of a request tells who calls, where a cookie may count. */
export function shownBy(c: Context<App>) {
  return { env: c.env, request: c.req.raw, now: c.get('receivedAt') };
}
