import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import type { Json } from './shops.ts';

/** What a page has sent: `open`, `end` or `identify`, and with which fields. */
export type Message = { about: string; body: Json };

/** A way to a service that can be made slow, or to fail, and that sees everything that is sent. */
export async function makeDetour(service: URL) {
  const state = {
    delayMs: 0,
    status: 0,
    /** Seconds, reported with `status`. */
    retryAfter: 0,
    seen: [] as string[],
    messages: [] as Message[],
    preflights: 0,
  };
  const server = createServer(async (request, response) => {
    const { method = '', url: path, headers } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (method === 'OPTIONS') state.preflights += 1;
    else {
      state.seen.push(`${method} ${body}`);
      const about = /session\/(?:.*\/)?(\w+)$/.exec(path ?? '')?.[1] ?? 'open';
      state.messages.push({ about, body: JSON.parse(body.toString()) });
      await pass(state.delayMs);
      if (state.status !== 0) {
        response.writeHead(state.status, {
          'access-control-allow-origin': headers.origin ?? '*',
          'access-control-expose-headers': 'retry-after',
          ...(state.retryAfter !== 0 ? { 'retry-after': `${state.retryAfter}` } : {}),
        });
        response.end('{}');
        return;
      }
    }
    const onward = forward(new URL(path ?? '', service), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { state, close, api: `http://127.0.0.1:${port}/api/visitors/session` };
}
