/** Hands on what a program sends that cannot show a key, with one. `Host` and `Origin` stay as they were sent. */
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';

/** Listens on a free port of this machine until it is closed. */
export async function forwardWithKey(to: URL, key: string): Promise<{ url: URL; server: Server }> {
  const server = createServer((asked, answer) => {
    const { method, url, headers } = asked;
    const forwarded = request(
      { hostname: to.hostname, port: to.port, method, path: url },
      (told) => {
        answer.writeHead(told.statusCode ?? 502, told.headers);
        told.pipe(answer);
      },
    );
    forwarded.on('error', () => answer.writeHead(502).end());
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined) forwarded.setHeader(name, value);
    forwarded.setHeader('authorization', `Bearer ${key}`);
    asked.pipe(forwarded);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: new URL(`http://localhost:${address.port}`), server };
}
