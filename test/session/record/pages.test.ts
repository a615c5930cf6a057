import { afterEach, beforeEach, expect, it } from 'vitest';
import { asAdmin, end, makeSite, open, read, recordOf, send, update } from '../../api';
import { passMs, startClock, stopClock } from '../../support/clock';
import { recordWhen, runAlarm, storedOf } from '../../support/stored';

const SHOP = 'https://shop.example';

beforeEach(() => stopClock());

afterEach(() => startClock());

it('has the pages of a session, by whichever clock they were told, for servers alone', async () => {
  const site_id = await makeSite();
  const started = Date.now();
  const { session_id } = (await open({ site_id, url: SHOP, sent_at: started + 5000 })).data;
  passMs(1000);
  await update({ session_id, site_id, current_url: `${SHOP}/a?b`, sent_at: started + 6000 });
  passMs(1000);
  const told = { session_id, site_id, current_url: `${SHOP}/c`, sent_at: started + 2000 };
  await send('PUT', '/api/visitors/session', told, asAdmin);
  passMs(1000);
  await update({ session_id, site_id, current_url: `${SHOP}/d` });
  passMs(1000);
  await end({ session_id, site_id, exit_url: `${SHOP}/bye` });
  const pages = ['/', '/a', '/c', '/d', '/bye'].map((path, index) => {
    return { path, at: started + index * 1000 };
  });
  expect((await read(session_id, site_id, asAdmin)).data).toMatchObject({ pages });
  await recordWhen(session_id, ({ status }) => status === 'ended');
  passMs(3_600_000);
  await runAlarm(session_id);
  expect((await storedOf(session_id)).keys).toEqual([]);
  expect((await read(session_id, site_id, asAdmin)).data).toMatchObject({ pages });
  expect((await read(session_id, site_id)).data).not.toHaveProperty('pages');
});

it('stores no pages of a session that has seen one alone', async () => {
  const site_id = await makeSite();
  const { session_id, started_at } = (await open({ site_id, url: SHOP })).data;
  await end({ session_id, site_id, exit_url: SHOP });
  await recordWhen(session_id, ({ status }) => status === 'ended');
  expect((await recordOf(session_id))?.pages).toBeNull();
  passMs(3_600_000);
  await runAlarm(session_id);
  const pages = [{ path: '/', at: started_at }];
  expect((await read(session_id, site_id, asAdmin)).data).toMatchObject({ pages });
});
