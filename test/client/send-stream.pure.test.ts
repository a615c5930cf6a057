/** Streams over a real connection: what is there of them, and what ends them. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createClient, unwrap } from '../../src/client/client.ts';

/** Sends a line at once, and the other after a while; or breaks off instead. */
async function startExport({ afterMs, breaks = false }: { afterMs: number; breaks?: boolean }) {
  const server = createServer(async (_, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.write('{"a":1}\n');
    await sleep(afterMs, undefined, { ref: false });
    if (breaks) response.destroy();
    else response.end('{"a":2}\n');
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return createClient({ url: `http://127.0.0.1:${address.port}`, timeoutMs: 1_000 });
}

it('goes on after the time limit, which is for its beginning', async () => {
  const client = await startExport({ afterMs: 1_500 });
  const stream = unwrap(await client.exportSessions({ format: 'ndjson' }));
  expect(await new Response(stream).text()).toBe('{"a":1}\n{"a":2}\n');
});

it('is ended by the signal', async () => {
  const client = await startExport({ afterMs: 10_000 });
  const abort = new AbortController();
  const { signal } = abort;
  const stream = unwrap(await client.exportSessions({ format: 'ndjson' }, { signal }));
  const reading = new Response(stream).text();
  abort.abort(new Error('enough'));
  await expect(reading).rejects.toThrow('enough');
});

it('cannot be taken for whole where it broke off', async () => {
  const client = await startExport({ afterMs: 50, breaks: true });
  const stream = unwrap(await client.exportSessions({ format: 'ndjson' }));
  await expect(new Response(stream).text()).rejects.toThrow();
});
