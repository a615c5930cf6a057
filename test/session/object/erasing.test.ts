import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sessionObject } from '../../../src/session/object/stub';
import { asAdmin, identify, makeSite, read, recordOf, request } from '../../api';
import { startClock, stopClock } from '../../support/clock';
import { eraseSession, expectGone, openOne } from '../../support/erasure';
import { storedOf } from '../../support/stored';

beforeEach(() => stopClock());

afterEach(() => startClock());

it('erases a live session everywhere, and a late beacon does not bring it back', async () => {
  const site_id = await makeSite();
  const { session_id } = await openOne(site_id);
  expect((await eraseSession(site_id, session_id)).data).toEqual({ session_id, erased: true });
  await expectGone(session_id, site_id);
});

it('does not wait for identifies that wait for it, and refuses them', async () => {
  const site_id = await makeSite();
  const { session_id } = await openOne(site_id);
  const object = sessionObject(env, session_id);
  const request = { email: 'ann@example.com', create_task: true, replace: false } as const;
  const identifies = Array.from({ length: 4 }, () =>
    object.identify({ ...request, caller: 'browser' }, session_id, site_id),
  );
  const erased = await Promise.all([
    object.erase(session_id, site_id),
    object.erase(session_id, site_id),
  ]);
  expect(erased).toContainEqual({ erased: true });
  await Promise.all(identifies);
  await expectGone(session_id, site_id);
});

it('links the other sessions of the visitor, though the identified session is erased', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  const other = await openOne(site_id, { visitor_id });
  await env.DB.exec('ALTER TABLE sessions RENAME TO sessions_away');
  const reported = await identify(session_id, { site_id, email: 'ann@example.com' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await storedOf(session_id)).keys).toContain('linking');
  await env.DB.exec('ALTER TABLE sessions_away RENAME TO sessions');
  expect((await eraseSession(site_id, session_id)).status).toBe(200);
  expect((await read(other.session_id, site_id)).data.lead_id).toBe(reported.data.lead_id);
});

it('lets a session whose lead was erased be identified again', async () => {
  const site_id = await makeSite();
  const { session_id } = await openOne(site_id);
  const { lead_id } = (await identify(session_id, { site_id, email: 'ann@example.com' })).data;
  await env.DB.prepare('DELETE FROM leads WHERE lead_id = ?').bind(lead_id).run();
  const again = await identify(session_id, { site_id, email: 'ann@example.com' });
  expect(again.status).toBe(200);
  expect(again.data.lead_id).not.toBe(lead_id);
});

it('does not wait for another session of the visitor that cannot be read', async () => {
  const site_id = await makeSite();
  const first = await openOne(site_id);
  const broken = await openOne(site_id, { visitor_id: first.visitor_id });
  const stub = env.VISITOR_SESSIONS.getByName(broken.session_id);
  await runInDurableObject(stub, (_, { storage }) => storage.kv.put('session', '{"shape":99}'));
  await evictDurableObject(stub);
  await identify(first.session_id, { email: 'ann@example.com' });
  expect((await eraseSession(site_id, first.session_id)).status).toBe(200);
  const pending = env.DB.prepare('SELECT before_started_at FROM pending_links WHERE site_id = ?');
  expect(await pending.bind(site_id).first('before_started_at')).toBe(Number.MAX_SAFE_INTEGER);
});

it('erases on a retry when D1 refused', async () => {
  const site_id = await makeSite();
  const { session_id } = await openOne(site_id);
  const path = `/api/visitors/session?session_id=${session_id}&site_id=${site_id}`;
  await env.DB.exec('ALTER TABLE erased_sessions RENAME TO erased_sessions_away');
  expect((await request(path, { method: 'DELETE', headers: asAdmin })).status).toBe(503);
  await env.DB.exec('ALTER TABLE erased_sessions_away RENAME TO erased_sessions');
  expect((await request(path, { method: 'DELETE', headers: asAdmin })).status).toBe(200);
  expect(await recordOf(session_id)).toBeNull();
});
