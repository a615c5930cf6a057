/** Who is here now, by filters. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SiteId } from '../../src/ids/uuid';
import type { Live } from '../../src/reports/live';
import { asAdmin, identify, makeSite, open, recordOf, request, update } from '../api';
import { passMs, startClock, stopClock } from '../support/clock';
import { openOne } from '../support/erasure';
import { recordWhen } from '../support/stored';

let site_id: SiteId;

beforeEach(async () => {
  stopClock();
  site_id = await makeSite();
});
afterEach(() => startClock());

const ask = (query: Record<string, string> = {}) =>
  request<Live>(`/api/sessions/live?${new URLSearchParams({ site_id, ...query })}`, {
    headers: asAdmin,
  });
const idsOf = ({ sessions }: Live) => sessions.map(({ session_id }) => session_id);

it('takes filters of what a session begins with', async () => {
  await openOne(site_id, { location: { country: 'DE' } });
  await openOne(site_id, { location: { country: 'FR' } });
  const bot = await open({ site_id }, { 'user-agent': 'Googlebot/2.1' });
  await recordWhen(bot.data.session_id, () => true);
  const countOf = async (query: Record<string, string>) => (await ask(query)).data.count;
  expect(await countOf({})).toBe(2);
  expect(await countOf({ country: 'DE' })).toBe(1);
  expect(await countOf({ country: '!DE,null' })).toBe(1);
  expect(await countOf({ is_bot: 'true' })).toBe(1);
  expect(await countOf({ is_bot: 'true,false', new_visitor: 'true' })).toBe(3);
});

it('takes filters of what changes, and asks them of the newest state', async () => {
  const url = 'https://shop.example/in';
  const quiet = await openOne(site_id, { url });
  passMs(10_000);
  const busy = await openOne(site_id, { url });
  passMs(20_000);
  const current_url = 'https://shop.example/cart';
  await update({ site_id, session_id: busy.session_id, page_views: 2, current_url });
  // D1 has of both what they began with.
  expect(await recordOf(busy.session_id)).toMatchObject({ page_views: 1 });
  const found = async (query: Record<string, string>) => {
    const { data } = await ask(query);
    expect(data.count).toBe(data.sessions.length);
    return idsOf(data);
  };
  const [BUSY, QUIET] = [[busy.session_id], [quiet.session_id]];
  expect(await found({ engaged: 'true' })).toEqual(BUSY);
  expect(await found({ engaged: 'false' })).toEqual(QUIET);
  expect(await found({ min_page_views: '2' })).toEqual(BUSY);
  expect(await found({ min_duration: '20000' })).toEqual(BUSY);
  expect(await found({ min_duration: '20001' })).toEqual([]);
  expect(await found({ exit_page: '~cart' })).toEqual(BUSY);
  expect(await found({ exit_page: '!/cart', engaged: 'false' })).toEqual(QUIET);
  expect(await found({ status: 'active' })).toEqual([...BUSY, ...QUIET]);
  expect(await found({ status: 'ended' })).toEqual([]);
  expect(await found({ ended_by: 'null', exit_type: 'null' })).toHaveLength(2);
  const lead_id = crypto.randomUUID();
  expect((await identify(busy.session_id, { site_id, lead_id })).status).toBe(200);
  expect(await found({ lead_id })).toEqual(BUSY);
  expect(await found({ identified: 'false' })).toEqual(QUIET);
});
