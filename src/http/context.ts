import type { RequestIdVariables } from 'hono/request-id';

/** What every handler has at hand. */
export type App = {
  Bindings: Env;
  Variables: RequestIdVariables & {
    /** When the request came in, in ms since the epoch. A request is handled by this; only `meta` reads the clock again. */
    receivedAt: number;
  };
};
