/** A D1 behind HTTP, in a process of its own as Cloudflare's is: takes a batch of statements, answers with their results. */
import type { SentStatement } from './far-database';

/** Never called: the configuration that all Workers are built with names it. */
export { VisitorSession } from '../../../src/session/object/object';

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const statements = await request.json<SentStatement[]>();
    const prepared = statements.map(({ sql, values }) => env.DB.prepare(sql).bind(...values));
    return Response.json(await env.DB.batch(prepared));
  },
};
