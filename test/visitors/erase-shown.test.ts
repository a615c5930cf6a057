/** What was erased is shown no more, from the answer to the erasure on. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asAdmin, makeSite, open, request } from '../api';
import { startClock, stopClock } from '../support/clock';
import { eraseSession, eraseVisitor } from '../support/erasure';
import { countShown, placesOf, receive } from '../support/shown';
import { recordWhen } from '../support/stored';

let site_id: string;

beforeEach(async () => {
  stopClock();
  site_id = await makeSite();
});

afterEach(() => startClock());

it('counts and lists an erased visitor nowhere', async () => {
  const [erased, kept] = [
    await receive(site_id, 'a@x.example'),
    await receive(site_id, 'b@x.example'),
  ];
  expect(await countShown(site_id)).toBe(2);
  expect(await placesOf(site_id, erased)).toHaveLength(11);
  expect((await eraseVisitor(site_id, erased.visitor_id)).status).toBe(200);
  expect(await placesOf(site_id, erased)).toEqual([]);
  expect(await countShown(site_id)).toBe(1);
  expect(await placesOf(site_id, kept)).toHaveLength(11);
  const route = `/api/reports/summary?site_id=${site_id}&from=0`;
  expect((await request(route, { headers: asAdmin })).data).toMatchObject({ new_leads: 1 });
});

it('does so for a visitor with many sessions, at once', async () => {
  const person = await receive(site_id, 'a@x.example');
  const ids = await Promise.all(
    Array.from({ length: 60 }, async () => {
      const { session_id } = (await open({ site_id, visitor_id: person.visitor_id })).data;
      await recordWhen(session_id, () => true);
      return session_id;
    }),
  );
  expect((await eraseVisitor(site_id, person.visitor_id)).data.erased_sessions).toBe(61);
  expect(await countShown(site_id)).toBe(0);
  for (const session_id of ids) {
    expect(await placesOf(site_id, { ...person, session_id })).toEqual([]);
  }
}, 60_000);

it('counts and lists an erased session nowhere, and keeps its lead', async () => {
  const person = await receive(site_id, 'a@x.example');
  expect((await eraseSession(site_id, person.session_id)).status).toBe(200);
  expect(await countShown(site_id)).toBe(0);
  expect(await placesOf(site_id, { ...person, lead_id: person.session_id })).toEqual([]);
  expect(await placesOf(site_id, person)).toEqual(['leads?']);
});
