/** What every handler has at hand. */
export type App = {
  Bindings: Env;
  Variables: { answering: Answering };
};

/** What every answer to a request needs. */
export type Answering = {
  requestId: string;
  /** When the request came in, in ms since the epoch. */
  receivedAt: number;
  /** The headers that are always the same; shared with other requests, and only ever copied. */
  headers: Headers;
  /** The origin of the page that may read the answer, where a page asks and the route is open to pages. */
  page: string | undefined;
};
