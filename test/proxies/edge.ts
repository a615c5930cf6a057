/**
 * Takes the place of Cloudflare's edge before the API: adds the address that has connected, which is the proxy, and keeps
 * what headers came.
 */
import { createServer, request as forward, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One address for whatever proxy, as it is for all its visitors. */
const PROXY_ADDRESS = '198.51.100.1';

export type Edge = { url: URL; seen: IncomingHttpHeaders[]; close: () => void };

export async function startEdge(api: URL): Promise<Edge> {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    const { method, url = '', headers } = request;
    seen.push(headers);
    const onward = forward(
      new URL(url, api),
      { method, headers: { ...headers, 'cf-connecting-ip': PROXY_ADDRESS } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: new URL(`http://127.0.0.1:${port}`), seen, close };
}
