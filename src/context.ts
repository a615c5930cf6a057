/** What every handler has at hand. */
export type App = {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** When the request came in, in ms since the epoch. */
    receivedAt: number;
    /**
     * What every answer to this request carries, handed over at once: each of Hono's `c.header` is a call out of
     * JavaScript, and its answer then copies them all.
     */
    headers: Record<string, string>;
  };
};
