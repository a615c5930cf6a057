/** What the rigs learn of a Worker that they ask from outside. */
import { createExecutionContext } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { watch } from './watch';

const HOST = 'https://sessions.test';
const HEADERS = { 'x-request-id': 'one', 'cache-control': 'no-store' };

function pass(path: string, answer: (request: Request) => Response | Promise<Response>) {
  const request = new Request(HOST + path, { method: 'POST', body: '{"site_id":1}' });
  return watch(request, createExecutionContext(), answer);
}

async function takeFaults(): Promise<string[]> {
  return (await pass('/__contract', () => new Response('not asked'))).json();
}

function refuse(code: string): Response {
  const error = { code, message: 'No.', details: {}, request_id: 'one' };
  return Response.json({ success: false, error }, { status: 404, headers: HEADERS });
}

it('an exchange that the document does not have is told once, with where it was and what is wrong', async () => {
  await pass('/nowhere?a=1', () => refuse('session_not_found'));
  const [fault, ...others] = await takeFaults();
  expect(others).toEqual([]);
  expect(fault).toContain('POST /nowhere?a=1 {"site_id":1}');
  expect(fault).toContain('AnyOtherPath: #/error/code');
  expect(fault).toContain('answered 404');
  expect(await takeFaults()).toEqual([]);
});

it('of one that it has nothing is told, and whoever asked gets request and answer whole', async () => {
  const response = await pass('/nowhere', async (request) => {
    expect(await request.text()).toBe('{"site_id":1}');
    return refuse('not_found');
  });
  expect(await response.json()).toMatchObject({ error: { code: 'not_found' } });
  expect(await takeFaults()).toEqual([]);
});

it('a body that breaks off is no fault where nobody has read it', async () => {
  const body = new ReadableStream({ pull: (stream) => stream.error(new Error('broken off')) });
  const request = new Request(`${HOST}/nowhere`, { method: 'POST', body });
  await watch(request, createExecutionContext(), () => refuse('not_found'));
  expect(await takeFaults()).toEqual([]);
});

it('an answer that is no JSON, and says that it is, is a fault', async () => {
  const headers = { ...HEADERS, 'content-type': 'application/json' };
  await pass('/nowhere', () => new Response('{', { status: 404, headers }));
  expect(await takeFaults()).toEqual([expect.stringContaining('cannot be checked')]);
});
