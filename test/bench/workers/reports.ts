/**
 * Our service with a D1 that tells how many rows it has read, in the header `X-Rows-Read` of every answer, and beside it the
 * questions of Umami, asked of the same database by the same Worker: `/umami/NAME?from=MS&to=MS`.
 */
import { app } from '../../../src/app';
import { UMAMI_QUESTIONS, UMAMI_SITE } from '../reports-umami';

export { VisitorSession } from '../../../src/session/object/object';

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const { db, rowsRead } = countRows(env.DB);
    const url = new URL(request.url);
    const answer = url.pathname.startsWith('/umami/')
      ? await askUmami(db, url)
      : await app.fetch(request, { ...env, DB: db }, context);
    const headers = new Headers(answer.headers);
    headers.set('X-Rows-Read', String(rowsRead()));
    return new Response(answer.body, { status: answer.status, headers });
  },
};

async function askUmami(db: D1Database, { pathname, searchParams }: URL): Promise<Response> {
  const sql = UMAMI_QUESTIONS[pathname.slice('/umami/'.length)];
  if (sql === undefined) return new Response('no such question', { status: 404 });
  const bounds = ['from', 'to'].map((name) => Number(searchParams.get(name)));
  const [answer] = await db.batch([db.prepare(sql).bind(UMAMI_SITE, ...bounds)]);
  return Response.json(answer?.results);
}

/** Of statements in a batch: reports are. */
function countRows(db: D1Database): { db: D1Database; rowsRead: () => number } {
  let rows = 0;
  const batch: D1Database['batch'] = async (statements) => {
    const results = await db.batch<never>(statements);
    for (const { meta } of results) rows += meta.rows_read;
    return results;
  };
  const counting = new Proxy(db, {
    get: (target, name) => {
      if (name === 'batch') return batch;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { db: counting, rowsRead: () => rows };
}
