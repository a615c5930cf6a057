import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { sessionObject } from '../../../src/session/object/stub';
import { end, makeSite, open } from '../../api';

it('answers each failure by the name that an older Worker looks for, too', async () => {
  const site_id = await makeSite();
  const { session_id } = (await open({ site_id })).data;
  const object = sessionObject(env, session_id);
  await end({ session_id });
  const late = Date.now() + 1000;
  const event = {
    type: 'update',
    caller: 'server',
    last_activity_at: late,
    sent_at: late,
  } as const;
  expect(await object.update(event, session_id, await makeSite())).toMatchObject({
    error: 'session_not_found',
    refusal: 'session_not_found',
  });
  expect(await object.read(session_id, await makeSite())).toMatchObject({
    error: 'session_not_found',
    refusal: 'session_not_found',
  });
  const request = { email: 'ann@example.com', create_task: false, replace: false } as const;
  expect(
    await object.identify({ ...request, caller: 'server' }, session_id, await makeSite()),
  ).toMatchObject({ error: 'session_not_found', refusal: 'session_not_found' });
});
