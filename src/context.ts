/** What every handler has at hand. */
export type App = {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** When the request came in, in ms since the epoch. */
    receivedAt: number;
    /** What every answer of this kind carries; shared, and only ever copied. */
    headers: Headers;
    /** The origin of the page that may read the answer. */
    page: string | undefined;
  };
};
