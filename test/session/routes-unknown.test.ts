import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { makeSite, read, request } from '../api';
import {
  ALL_WRITES,
  existing,
  expectRefused,
  JSON_TYPE,
  PATH,
  post,
  WRITES,
  type Write,
} from '../support/existing-session';

const UNKNOWN = '0199aaaa-0000-7000-8000-000000000001';

describe.each(ALL_WRITES)('%s', (write) => {
  it('answers 404 for an unknown site', async () => {
    const body = JSON.stringify({ ...WRITES[write].body(), site_id: UNKNOWN });
    await expectRefused(() => post(write, body), 404, 'site_not_found');
  });
});

it('refuses a session to callers that name another site', async () => {
  const { session_id } = existing;
  const other_id = await makeSite();
  const foreign = { site_id: other_id };
  const at = (write: Write) => post(write, JSON.stringify({ ...WRITES[write].body(), ...foreign }));
  await expectRefused(() => at('create'), 409, 'session_conflict');
  for (const write of ['update', 'end', 'identify'] as const) {
    await expectRefused(() => at(write), 404, 'session_not_found');
  }
  await expectRefused(() => read(session_id, other_id), 404, 'session_not_found');
});

it('answers 404 for an unknown session, and stores nothing', async () => {
  const { site_id } = existing;
  const named = JSON.stringify({ site_id, session_id: UNKNOWN, email: 'new@example.com' });
  const post =
    (method: string, path: string, body = named) =>
    () =>
      request(`${PATH}${path}`, { method, headers: JSON_TYPE, body });
  await expectRefused(() => read(UNKNOWN, site_id), 404, 'session_not_found');
  await expectRefused(post('PUT', ''), 404, 'session_not_found');
  await expectRefused(post('POST', '/end'), 404, 'session_not_found');
  const unnamed = JSON.stringify({ session_id: UNKNOWN });
  await expectRefused(post('POST', '/end', unnamed), 404, 'session_not_found');
  await expectRefused(post('POST', `/${UNKNOWN}/identify`), 404, 'session_not_found');
  const stub = env.VISITOR_SESSIONS.getByName(UNKNOWN);
  const stored = await runInDurableObject(stub, async (_, { storage }) => [
    [...storage.kv.list()].length,
    await storage.getAlarm(),
  ]);
  expect(stored).toEqual([0, null]);
});
