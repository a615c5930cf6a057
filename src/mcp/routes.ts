/** `POST /api/mcp`, the Model Context Protocol over Streamable HTTP, without sessions: every request stands for itself. */
import { type Context, Hono } from 'hono';
import { readBody } from '../http/body';
import type { App } from '../http/context';
import { describeFailure, type Failure } from '../http/errors';
import { fail } from '../http/respond';
import { admitClient, type Client } from './admit-client';
import type { serve } from './made/server.mjs';
import { type Asker, service } from './service';

/** `load`: brings the MCP server and its SDK, which nobody else waits for. */
export function mcp(load: () => Promise<{ serve: typeof serve }>) {
  return new Hono<App>().post('/', async (c) => {
    const { env } = c;
    const { headers, url } = c.req.raw;
    const client = await admitClient({ env, headers, now: c.get('receivedAt') }, url);
    if ('error' in client) return fail(c, client);
    if (!isJson(headers)) return fail(c, JSON_ONLY);
    const read = await readBody(c.req.raw);
    if ('error' in read) return refuse(c, read);
    const server = await load();
    const answer = await server.serve(read.body, c.req.raw, askerOf(c, client), service);
    return c.newResponse(answer.body, answer);
  });
}

function isJson(headers: Headers): boolean {
  return /^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '');
}

const JSON_ONLY = { error: 'unsupported_media_type', message: 'Send application/json.' } as const;

/** What is no message is told as the protocol tells it. */
function refuse(c: Context<App>, failure: Failure) {
  const { status, message } = describeFailure(failure.error);
  if (status !== 400) return fail(c, failure);
  const error = { code: PARSE_ERROR, message: failure.message ?? message };
  return c.json({ jsonrpc: '2.0', id: null, error }, 400);
}

/** Of JSON-RPC 2.0. */
const PARSE_ERROR = -32700;

function askerOf(c: Context<App>, client: Client): Asker {
  const { url } = c.req;
  return {
    ...client,
    env: c.env,
    headers: c.req.raw.headers,
    request: c.req.raw,
    now: c.get('receivedAt'),
    origin: url.slice(0, url.indexOf('/', 'https://'.length)),
    requestId: c.get('requestId'),
    waitUntil: (work) => c.executionCtx.waitUntil(work),
  };
}
