import type { RequestIdVariables } from 'hono/request-id';

/** What every handler has at hand. */
export type App = {
  Bindings: Env;
  Variables: RequestIdVariables & {
    /** When the request came in, in ms since the epoch: the one reading of the clock that a request is handled by. */
    receivedAt: number;
  };
};
