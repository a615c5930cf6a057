import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { end, identify, makeSite, open, read } from '../../api';
import { startClock, stopClock } from '../../support/clock';
import { recordWhen, storedOf } from '../../support/stored';
import { countWrites } from './count-writes';

beforeEach(() => stopClock());

afterEach(() => {
  vi.restoreAllMocks();
  startClock();
});

async function openOne(site_id: string, body: Record<string, unknown> = {}) {
  const { session_id } = (await open({ site_id, ...body })).data;
  await recordWhen(session_id, () => true);
  const { session } = await storedOf(session_id);
  if (session === null) throw new Error('the object has no state');
  return session;
}

it('writes the records of many sessions together', async () => {
  const site_id = await makeSite();
  const writes = countWrites();
  const opened = await Promise.all(Array.from({ length: 120 }, () => open({ site_id })));
  for (const { data } of opened) {
    await recordWhen(data.session_id, ({ status }) => status === 'active');
  }
  await Promise.all(opened.map(({ data }) => end({ site_id, session_id: data.session_id })));
  for (const { data } of opened) {
    await recordWhen(data.session_id, ({ status }) => status === 'ended');
  }
  expect(writes.reduce((sum, size) => sum + size, 0)).toBe(240);
  expect(Math.max(...writes)).toBeLessThanOrEqual(50);
  expect(writes.length).toBeLessThanOrEqual(24);
});

it('writes the record of a single session at once', async () => {
  const site_id = await makeSite();
  const writes = countWrites();
  await openOne(site_id);
  expect(writes).toEqual([1]);
});

it('leaves no record pending while new ones arrive', async () => {
  const site_id = await makeSite();
  for (let visit = 0; visit < 30; visit += 1) await openOne(site_id);
});

it('links the session of a visitor whose lead is known', async () => {
  const site_id = await makeSite();
  const first = await openOne(site_id);
  const { session_id, visitor_id } = first;
  const { lead_id } = (await identify(session_id, { site_id, email: 'ann@example.com' })).data;
  const later = (await open({ site_id, visitor_id })).data;
  expect(later.lead_id).toBeNull();
  expect(await recordWhen(later.session_id, (record) => record.lead_id !== null)).toMatchObject({
    lead_id,
  });
  expect((await read(later.session_id, site_id)).data.lead_id).toBe(lead_id);
});
