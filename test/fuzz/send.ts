/** One request over HTTP, with its head exactly as given. */
import http from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { HeaderLine } from './headers.ts';

export type Sent = {
  method: string;
  target: string;
  headers: HeaderLine[];
  body: Buffer | null;
  isChunked?: boolean;
};
export type Answer = { status: number; headers: http.IncomingHttpHeaders; text: string };

const TIMEOUT_MS = 20_000;
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

export async function send(service: URL, sent: Sent): Promise<Answer> {
  try {
    return await sendOnce(service, sent);
  } catch (error) {
    // The server may close an idle connection in the moment in which it is used again.
    if (error instanceof Error && 'isReused' in error) return sendOnce(service, sent);
    throw error;
  }
}

function sendOnce(service: URL, { method, target, headers, body, isChunked }: Sent) {
  const length: HeaderLine[] = isChunked
    ? [['Transfer-Encoding', 'chunked']]
    : body === null
      ? []
      : [['Content-Length', String(body.length)]];
  const lines: HeaderLine[] = [['Host', service.host], ...headers, ...length];
  return new Promise<Answer>((resolve, reject) => {
    const request = http.request(
      {
        agent,
        host: service.hostname,
        port: service.port,
        method,
        path: target,
        headers: lines.flat(),
        timeout: TIMEOUT_MS,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: decode(Buffer.concat(chunks), response.headers['content-encoding']).toString(),
          }),
        );
      },
    );
    request.on('timeout', () =>
      request.destroy(new Error(`no answer within ${TIMEOUT_MS} milliseconds`)),
    );
    request.on('error', (error) =>
      reject(request.reusedSocket ? Object.assign(error, { isReused: true }) : error),
    );
    if (isChunked && body !== null && body.length > 1) request.write(body.subarray(0, 1));
    request.end(isChunked ? body?.subarray(1) : (body ?? undefined));
  });
}

/** The platform compresses on request. */
function decode(bytes: Buffer, coding: string | undefined): Buffer {
  if (bytes.length === 0) return bytes;
  if (coding === 'br') return brotliDecompressSync(bytes);
  return coding === 'gzip' ? gunzipSync(bytes) : bytes;
}

export function closeConnections(): void {
  agent.destroy();
}

/** A call by the operator, which has to succeed. */
export async function call(
  service: URL,
  adminKey: string,
  method: string,
  target: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const answer = await send(service, {
    method,
    target,
    headers: [
      ['Authorization', `Bearer ${adminKey}`],
      ['Content-Type', 'application/json'],
    ],
    body: body === undefined ? null : Buffer.from(JSON.stringify(body)),
  });
  if (answer.status >= 300)
    throw new Error(`${method} ${target} answered ${answer.status}: ${answer.text}`);
  return JSON.parse(answer.text).data;
}
