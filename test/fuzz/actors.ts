/**
 * The sessions that the cases are about, each with a visitor of its own. They are made several at a time, and are ready
 * when D1 has their records, which come after the answers: from then on only a case can change one.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyRecord, RECORDS } from '../rig/records.ts';
import type { Database } from './records.ts';
import { call } from './send.ts';

export type State = 'live' | 'ended' | 'identified' | 'final';
type Made = Exclude<State, 'final'>;
export type View = Record<string, unknown>;
/** `before`: how the session reads, but for what the clock changes. */
export type Acting = { session_id: string; visitor_id: string; before: View };
export type Place = { service: URL; adminKey: string; db: Database; site_id: string };

/** In the custom data of every session of the stage: the search for leftovers must find it, or it is blind. */
export const STORED_MARK = 'storedfield7q9z';
const OPEN = '/api/visitors/session';
const AT_A_TIME = 10;

export async function makeActors(place: Place, state: State): Promise<Acting[]> {
  const made = await (state === 'final' ? makeFinal(place) : makeRecorded(place, state, AT_A_TIME));
  return Promise.all(
    made.map(async (one) => ({ ...one, before: await viewSession(place, one.session_id) })),
  );
}

type Ids = { session_id: string; visitor_id: string };

async function makeRecorded(place: Place, state: Made, count: number): Promise<Ids[]> {
  const made = await Promise.all(Array.from({ length: count }, () => makeOne(place, state)));
  const ids = made.map(({ session_id }) => session_id);
  await awaitRecords(place.db, ids, state);
  return made;
}

async function makeOne(place: Place, state: Made): Promise<Ids> {
  const { session_id, visitor_id } = await openSession(place);
  if (state === 'identified') await identify(place, session_id, `${session_id}@shop.example`);
  if (state === 'ended')
    await call(place.service, place.adminKey, 'POST', `${OPEN}/end`, { session_id });
  return { session_id, visitor_id };
}

const IDLE_TIMEOUT_MS = 60_000;
const LENGTH_MS = 600_000;
/** So short a time ago that some of the times in the cases are before the end. */
const FINAL_SINCE_MS = 5_000;

/**
 * What is left of sessions that were final and whose objects have cleaned up: copies of the record of one that has
 * ended, with times of the past, under ids that no object has.
 */
async function makeFinal(place: Place): Promise<Ids[]> {
  const { db } = place;
  const [model] = await makeRecorded(place, 'ended', 1);
  const row = await db
    .prepare(`SELECT merge FROM ${RECORDS} WHERE session_id = ?`)
    .bind(model?.session_id)
    .first<{ merge: string }>();
  if (row === null) throw new Error('no record to copy');
  const ended_at = Date.now() - IDLE_TIMEOUT_MS - FINAL_SINCE_MS;
  const past = {
    idle_timeout_ms: IDLE_TIMEOUT_MS,
    started_at: ended_at - LENGTH_MS,
    last_activity_at: ended_at,
    ended_at,
    duration: LENGTH_MS,
  };
  const clocks = { browser: ended_at, server: ended_at };
  const copies = Array.from({ length: AT_A_TIME }, () => {
    const ids = { session_id: randomUUID(), visitor_id: randomUUID() };
    const stored = JSON.parse(row.merge);
    const writers = { ...stored.writers, follower_id: randomUUID() };
    const visitor_key = randomInt(2 ** 47);
    return { ...past, ...ids, visitor_key, merge: JSON.stringify({ ...stored, clocks, writers }) };
  });
  await copyRecord(db, model?.session_id ?? '', copies);
  return copies;
}

const IS_RECORDED: Record<Made, string> = {
  live: 'TRUE',
  ended: 'ended_at IS NOT NULL',
  identified: 'identified_at IS NOT NULL',
};
const PATIENCE_MS = 10_000;

export async function awaitRecords(db: Database, ids: string[], state: Made): Promise<void> {
  const count = db
    .prepare(
      `SELECT COUNT(*) AS ready FROM ${RECORDS}
      WHERE session_id IN (SELECT value FROM json_each(?)) AND ${IS_RECORDED[state]}`,
    )
    .bind(JSON.stringify(ids));
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(20)) {
    if ((await count.first('ready')) === ids.length) return;
  }
  throw new Error(`no record of a session that is ${state}`);
}

export async function openSession({ service, adminKey, site_id }: Place) {
  const opened = await call(service, adminKey, 'POST', OPEN, {
    site_id,
    url: 'https://shop.example/',
    custom_data: { kept: STORED_MARK },
  });
  return { session_id: String(opened.session_id), visitor_id: String(opened.visitor_id) };
}

export function identify({ service, adminKey, site_id }: Place, session_id: string, email: string) {
  const known = { site_id, email, name: 'Known', create_task: true };
  return call(service, adminKey, 'POST', `${OPEN}/${session_id}/identify`, known);
}

/** The session as it reads now, but for what the clock changes. */
export async function viewSession(
  { service, adminKey, site_id }: Place,
  session_id: string,
): Promise<View> {
  const query = `session_id=${session_id}&site_id=${site_id}`;
  return { ...(await call(service, adminKey, 'GET', `${OPEN}?${query}`)), ttl: 0 };
}
