/** The parts of a request that describe the visitor: its headers, and what Cloudflare knows of it (`request.cf`). */
export type RequestFacts = { headers: Headers; cf: unknown };
