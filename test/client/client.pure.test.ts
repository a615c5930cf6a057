import { expect, it } from 'vitest';
import { CallError, createClient, unwrap } from '../../src/client/client.ts';
import { refuse, scriptFetch, succeed } from './scripted.ts';

const site_id = '5eed0000-0000-4000-8000-000000000001';
const url = 'https://sessions.example';

it('goes through the pages of a list, and asks for each when it is needed', async () => {
  const { asked, fetch } = scriptFetch(
    succeed({ tasks: [{ task_id: 'a' }, { task_id: 'b' }], next: 'cursor' }),
    succeed({ tasks: [{ task_id: 'c' }], next: null }),
  );
  const seen: [string, number][] = [];
  for await (const { task_id } of createClient({ url, fetch }).eachTask({ site_id, limit: 2 }))
    seen.push([task_id, asked.length]);
  expect(seen).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 2],
  ]);
  expect(asked.map((one) => new URL(one.url).searchParams.get('after'))).toEqual([null, 'cursor']);
  expect(asked.map((one) => new URL(one.url).searchParams.get('limit'))).toEqual(['2', '2']);
});

it('throws in a list whose page fails, after what came before', async () => {
  const { fetch } = scriptFetch(
    succeed({ tasks: [{ task_id: 'a' }], next: 'cursor' }),
    refuse(401, 'unauthorized'),
  );
  const seen: string[] = [];
  const walk = async () => {
    for await (const { task_id } of createClient({ url, fetch }).eachTask()) seen.push(task_id);
  };
  await expect(walk()).rejects.toMatchObject({
    name: 'CallError',
    message: 'unauthorized: Wait.',
    failure: { code: 'unauthorized', status: 401 },
  });
  expect(seen).toEqual(['a']);
});

it('unwraps data, and throws what failed', async () => {
  const { fetch } = scriptFetch(succeed({ status: 'ok' }), refuse(404, 'site_not_found'));
  const client = createClient({ url, fetch });
  expect(unwrap(await client.getHealth()).status).toBe('ok');
  const failed = await client.getSite({ site_id });
  expect(() => unwrap(failed)).toThrow(CallError);
});

it('gives what is not JSON as a stream', async () => {
  const lines = '{"session_id":"a"}\n{"session_id":"b"}\n';
  const headers = { 'content-type': 'application/x-ndjson' };
  const { fetch } = scriptFetch(new Response(lines, { headers }));
  const client = createClient({ url, fetch });
  const stream = unwrap(await client.exportSessions({ site_id, format: 'ndjson' }));
  expect(await new Response(stream).text()).toBe(lines);
});
