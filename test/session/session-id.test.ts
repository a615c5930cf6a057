import { afterEach, beforeEach, expect, it } from 'vitest';
import { mintSessionId } from '../../src/session/session-id';
import { makeSite, open } from '../api';
import { startClock, stopClock } from '../support/clock';

beforeEach(() => stopClock());

afterEach(() => startClock());

it('replaces an id whose time is a day ahead, always by the same one', async () => {
  const site_id = await makeSite();
  const ahead = mintSessionId(Date.now() + 25 * 60 * 60 * 1000);
  const [one, again] = [await open({ site_id, id: ahead }), await open({ site_id, id: ahead })];
  expect(one).toMatchObject({ status: 201, body: { data: { is_new_session: true } } });
  expect(one.data.session_id).not.toBe(ahead);
  expect(again.data).toMatchObject({
    session_id: one.data.session_id,
    is_new_session: false,
  });
  const near = mintSessionId(Date.now() + 60 * 60 * 1000);
  expect((await open({ site_id, id: near })).data.session_id).toBe(near);
});
