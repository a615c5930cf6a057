/** Records that an older version wrote, before where visitors come from was worked out. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { end, makeSite, open, read } from '../../api';
import { recordWhen, storedOf } from '../../support/stored';

it('reads and reopens a record of shape 2, and writes it anew', async () => {
  const site_id = await makeSite();
  const url = 'https://shop.example/?utm_source=News&utm_id=7';
  const id = crypto.randomUUID();
  const { session_id } = (await open({ site_id, id, url, referrer: 'https://www.bing.com/' })).data;
  const shown = (await end({ session_id, site_id })).data;
  expect(shown).toMatchObject({ source: 'News', channel: 'Other', referrer_host: 'bing.com' });
  await recordWhen(session_id, ({ status }) => status === 'ended');
  await env.DB.batch(
    [
      `UPDATE sessions SET source = NULL, channel = NULL, referrer_host = NULL, landing_path = NULL, exit_path = NULL
        WHERE session_id = unhex(?, '-')`,
      `UPDATE session_details SET arrival = NULL, merge = json_set(merge, '$.shape', 2)
        WHERE session_id = unhex(?, '-')`,
    ].map((sql) => env.DB.prepare(sql).bind(session_id)),
  );
  const object = env.VISITOR_SESSIONS.getByName(session_id);
  await runInDurableObject(object, (_, { storage }) => storage.deleteAll());
  await evictDurableObject(object);
  const unknown = { source: null, channel: null, referrer_host: null };
  const older = { ...shown, ...unknown, utm_params: { ...shown.utm_params, id: null } };
  expect((await read(session_id, site_id)).data).toEqual({ ...older, ttl: expect.any(Number) });
  const reopened = (await open({ site_id, id: session_id })).data;
  expect(reopened).toMatchObject({ ...unknown, reopened: true, referrer: 'https://www.bing.com/' });
  expect((await storedOf(session_id)).session).toMatchObject({ ...unknown, shape: 3 });
  await end({ session_id, site_id, exit_url: 'https://shop.example/bye' });
  await recordWhen(session_id, ({ reopened_count }) => reopened_count === 1);
  await runInDurableObject(object, (_, { storage }) => storage.deleteAll());
  await evictDurableObject(object);
  expect((await read(session_id, site_id)).data).toMatchObject({
    ...unknown,
    exit_url: 'https://shop.example/bye',
    utm_params: older.utm_params,
  });
});
