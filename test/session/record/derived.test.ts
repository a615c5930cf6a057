import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asId, type SessionId } from '../../../src/ids/uuid';
import { deriveArrival, spellStored } from '../../../src/session/opening/derive';
import {
  type Derived,
  deriveRecord,
  FIRST_PLACE,
  listRows,
  type Rules,
  writeDerived,
} from '../../../src/session/record/derived';
import { findRecord } from '../../../src/session/record/read';
import { flushRecord } from '../../../src/session/record/write';
import { end, makeSite, open, recordOf } from '../../api';
import { startClock, stopClock } from '../../support/clock';
import { recordWhen } from '../../support/stored';

const SHOP = 'https://shop.example';
const SITE = { allowed_origins: ['*'], url_query: 'safe' as const };
const RULES: Rules = {
  spellAddress: (address, session) => spellStored(address, session, SITE),
  deriveArrival: (session) => deriveArrival(session, SITE),
};
let session_id: SessionId;

beforeEach(async () => {
  stopClock();
  const site_id = await makeSite();
  const opened = await open({ site_id, url: `${SHOP}/a?gclid=Cj0KCQ` });
  session_id = asId(opened.data.session_id);
  await end({ session_id, exit_url: `${SHOP}/b` });
  await recordWhen(session_id, ({ ended_at }) => ended_at !== null);
  await env.DB.exec('UPDATE sessions SET source = NULL, exit_path = NULL');
  await env.DB.exec('UPDATE session_details SET arrival = NULL');
});

afterEach(async () => {
  await env.DB.exec('DELETE FROM sessions');
  await env.DB.exec('DELETE FROM session_details');
  startClock();
});

async function deriveOne(): Promise<Derived> {
  const [row] = await listRows(env.DB, FIRST_PLACE, 1);
  const derived = row === undefined ? null : deriveRecord(row, RULES);
  if (derived === null) throw new Error('nothing is derived');
  return derived;
}

/** As if a message had arrived: the record of the next version. */
async function writeNext(changes: object): Promise<void> {
  const session = await findRecord([env.DB], session_id);
  if (session === null) throw new Error('no record');
  await flushRecord(env.DB, { ...session, ...changes, version: session.version + 1 });
}

it('writes both rows, and nothing where both say it already', async () => {
  expect(await writeDerived(env.DB, [await deriveOne()])).toBe(1);
  expect(await recordOf(session_id)).toMatchObject({
    source: 'Google',
    exit_path: '/b',
    arrival: '{"click_id":{"type":"gclid","value":"Cj0KCQ"}}',
  });
  const [row] = await listRows(env.DB, FIRST_PLACE, 1);
  expect(row && deriveRecord(row, RULES)).toBeNull();
  expect(await writeDerived(env.DB, [])).toBe(0);
});

it('writes the one row that is another', async () => {
  await env.DB.prepare("UPDATE sessions SET source = 'Google', exit_path = '/b'").run();
  const arrival = { click_id: { type: 'gclid', value: 'Cj0KCQ' } };
  await env.DB.prepare('UPDATE session_details SET arrival = ?')
    .bind(JSON.stringify({ ...arrival, referrer_is_internal: true }))
    .run();
  const derived = await deriveOne();
  expect(derived.counted).toBeNull();
  expect(derived.details?.[0]).toBe(JSON.stringify(arrival));
});

it('leaves both rows of a record that was written again since it was read', async () => {
  const derived = await deriveOne();
  await writeNext({ exit_url: `${SHOP}/late` });
  const before = await recordOf(session_id);
  expect(before).toMatchObject({ exit_path: '/late', source: null, arrival: null });
  expect(await writeDerived(env.DB, [derived])).toBe(0);
  expect(await recordOf(session_id)).toEqual(before);
});

it('leaves a record that was erased since it was read', async () => {
  const derived = await deriveOne();
  await env.DB.exec('DELETE FROM sessions');
  await env.DB.exec('DELETE FROM session_details');
  expect(await writeDerived(env.DB, [derived])).toBe(0);
  expect(await recordOf(session_id)).toBeNull();
});
