import { describe, expect, it } from 'vitest';
import { mintSessionId } from '../../../src/session/session-id';
import { asAdmin, end, identify, makeSite, open, read } from '../../api';
import { storedOf } from '../../support/stored';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const freshId = () => mintSessionId(Date.now());

describe('A message that arrives before its create', () => {
  it('identifies the session once it is open', async () => {
    const site_id = await makeSite();
    const session_id = freshId();
    const reported = { site_id, email: 'ann@example.com', create_task: true };
    const early = [identify(session_id, reported), identify(session_id, reported)];
    await wait(100);
    expect((await open({ site_id, id: session_id })).status).toBe(201);
    const [one, two] = await Promise.all(early);
    expect([one?.status, two?.status]).toEqual([200, 200]);
    expect(one?.data.task_id).toBe(two?.data.task_id);
    const { lead } = (await read(session_id, site_id, asAdmin)).data;
    expect(lead).toMatchObject({ email: 'ann@example.com' });
  });

  it('ends the session, with its data', async () => {
    const site_id = await makeSite();
    const session_id = freshId();
    const sent_at = Date.now();
    const custom_data = { cart: 3 };
    const ended = end({ session_id, site_id, custom_data, sent_at: sent_at + 5 });
    await wait(100);
    await open({ site_id, id: session_id, url: 'https://shop.example/', sent_at });
    expect((await ended).data).toMatchObject({ status: 'ended', page_views: 1, custom_data });
  });

  it.each([
    ['a page', 'made just now', {}],
    ['a page', 'made long ago', {}],
    ['a server', 'made just now', asAdmin],
  ])('of %s is not found with an id %s that stays unknown, and writes nothing', async (...row) => {
    const [_who, when, headers] = row;
    const site_id = await makeSite();
    const age = when === 'made just now' ? 0 : 48 * 60 * 60 * 1000;
    const session_id = mintSessionId(Date.now() - age);
    const answers = [
      await end({ session_id, site_id }, headers),
      await identify(session_id, { site_id, email: 'ann@example.com' }, headers),
    ];
    expect(answers.map(({ status, code }) => [status, code])).toEqual(
      Array(2).fill([404, 'session_not_found']),
    );
    expect(await storedOf(session_id)).toEqual({ session: null, keys: [], alarmAt: null });
  });
});
