/** What every handler has at hand. */
export type App = {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** When the request came in, in ms since the epoch. */
    receivedAt: number;
    /** What every answer to this request carries; shared with others, and only ever copied. */
    headers: Headers;
    /** The origin of the page that may read the answer, where a page asks and the route is open to pages. */
    page: string | undefined;
  };
};
