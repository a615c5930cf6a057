/** What every handler has at hand. */
export type App = {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** When the request came in, in ms since the epoch. */
    receivedAt: number;
  };
};
