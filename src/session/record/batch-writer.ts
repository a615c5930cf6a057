/**
 * Writes the records of sessions that were opened or have ended to D1, right after the answer and many
 * at once: while one write is under way, what comes in waits, and goes out together next. So D1 meets few
 * statements however many sessions come and go, and a session that comes alone is not held up.
 *
 * A write that fails is told to the object, which makes it again by alarm for as long as it takes. What is lost without a
 * word, because the isolate goes away, is late: the object's alarm of the visit looks whether D1 has the record.
 */
import type { Context } from 'hono';
import { databaseFor } from '../../database/databases';
import type { App } from '../../http/context';
import { logError } from '../../log';
import type { Changed, Refused } from '../object/object';
import { callSession, type SessionCalls } from '../object/stub';
import { flushRecords, isKnownLayout, type Unwritten, type Written } from './record';

/** More than this is left to the objects: D1 does not keep up. */
const MAX_WAITING = 1_000;
/** What is here for longer was left behind by a request that was cut off, and is left to the object. */
const MAX_WAIT_MS = 60_000;
/** For how long one request writes for all: well below the 30 s that the platform lets work go on after an answer. */
const MAX_LEAD_MS = 10_000;
/** And how often: each write is one of the calls that a request may make. */
const MAX_ROUNDS = 20;
/** A request that has not come back by then was cut off. D1 gives up on a query after 30 s. */
const MAX_ROUND_MS = 35_000;

const MAX_FLUSHED_TOGETHER = 50;
/** From one write to the next: the more go together, the less each costs. */
const PACE_MS = 100;

type Waiting = Map<string, { record: Unwritten; since: number }>;
/** `underWay`: being written, or its object being told. */
type Queue = { waiting: Waiting; underWay: Waiting; busyUntil: number };

/** In this isolate, by database. */
const queues = new WeakMap<D1Database, Queue>();

/** Calls the object of a session to change it, and has what was decided written to D1 after the answer. */
export async function changeSession<T extends Changed>(
  c: Context<App>,
  sessionId: string,
  call: (object: SessionCalls) => T | Refused | Promise<T | Refused>,
): Promise<T | Refused> {
  const changed = await callSession(c.env, sessionId, call);
  if ('unwritten' in changed && changed.unwritten !== null) {
    const { unwritten } = changed;
    // What an object of another version has packed, it writes itself.
    c.executionCtx.waitUntil(
      isKnownLayout(unwritten) ? flushSoon(c.env, unwritten) : leaveToObject(c.env, sessionId),
    );
  }
  return changed;
}

/** The sessions of a visitor that this isolate is still to write, or writing. */
export function listUnwritten(
  db: D1Database,
  siteId: string,
  visitorId: string,
  startedBy: number,
): string[] {
  const { waiting, underWay } = queues.get(db) ?? newQueue();
  const records = [...waiting.values(), ...underWay.values()].map(({ record }) => record);
  const ids = records
    .filter(({ site_id, visitor_id }) => site_id === siteId && visitor_id === visitorId)
    .filter(({ started_at }) => started_at <= startedBy)
    .map(({ session_id }) => session_id);
  return [...new Set(ids)];
}

function newQueue(): Queue {
  return { waiting: new Map(), underWay: new Map(), busyUntil: 0 };
}

/** Resolves at once if another request is writing already, and will write this record, too. Never throws. */
async function flushSoon(env: Env, record: Unwritten): Promise<void> {
  const db = databaseFor(env, record.site_id);
  const queue = queues.get(db) ?? newQueue();
  queues.set(db, queue);
  if (!enqueue(queue, record, Date.now())) return leaveToObject(env, record.session_id);
  if (queue.busyUntil > Date.now()) return;
  queue.busyUntil = Date.now() + MAX_ROUND_MS;
  // The answer first.
  await scheduler.wait(0);
  const until = Date.now() + MAX_LEAD_MS;
  const told: Promise<unknown>[] = [];
  for (let round = 0; round < MAX_ROUNDS && Date.now() < until && isWaiting(queue); round += 1) {
    queue.busyUntil = Date.now() + MAX_ROUND_MS;
    await Promise.all([flushTogether(env, db, queue, told), lull(queue)]);
  }
  // From here on the next request writes; what waits until it comes still goes out.
  queue.busyUntil = 0;
  while (isWaiting(queue) && queue.busyUntil === 0) {
    await flushTogether(env, db, queue, told);
  }
  await Promise.all(told);
}

function isWaiting({ waiting }: Queue): boolean {
  return waiting.size > 0;
}

/** Time for the next batch to grow, if it is not full already. */
async function lull({ waiting }: Queue): Promise<void> {
  if (waiting.size < MAX_FLUSHED_TOGETHER) await scheduler.wait(PACE_MS);
}

/** False: too many wait already. */
function enqueue({ waiting }: Queue, record: Unwritten, now: number): boolean {
  const known = waiting.get(record.session_id);
  if (known !== undefined && known.record.version >= record.version) return true;
  if (known === undefined && waiting.size >= MAX_WAITING) return false;
  waiting.set(record.session_id, { record, since: now });
  return true;
}

/** `stale`: what is not to be written here any more. */
function takeBatch({ waiting, underWay }: Queue, now: number) {
  const stale: Unwritten[] = [];
  for (const [id, { since }] of underWay) if (now - since > MAX_WAIT_MS) underWay.delete(id);
  const batch: Unwritten[] = [];
  for (const [id, known] of waiting) {
    if (batch.length === MAX_FLUSHED_TOGETHER) break;
    waiting.delete(id);
    if (now - known.since > MAX_WAIT_MS) {
      stale.push(known.record);
      continue;
    }
    underWay.set(id, known);
    batch.push(known.record);
  }
  return { batch, stale };
}

/** Writes a batch, and adds to `told` what its objects are being told, for which no other session waits. */
async function flushTogether(
  env: Env,
  db: D1Database,
  queue: Queue,
  told: Promise<unknown>[],
): Promise<void> {
  const { batch, stale } = takeBatch(queue, Date.now());
  told.push(...stale.map(({ session_id }) => leaveToObject(env, session_id)));
  if (batch.length === 0) return;
  const settle = (record: Unwritten) => {
    const known = queue.underWay.get(record.session_id);
    if (known?.record === record) queue.underWay.delete(record.session_id);
  };
  try {
    const written = await flushRecords(db, batch);
    const byId = new Map(written.map((one) => [one.session_id, one]));
    for (const record of batch) {
      const telling = tellObject(env, record, byId.get(record.session_id));
      told.push(telling.finally(() => settle(record)));
    }
  } catch (error) {
    logError('flush_failed', error, { records: batch.length });
    for (const record of batch) {
      told.push(leaveToObject(env, record.session_id).finally(() => settle(record)));
    }
  }
}

/** The object is told what only D1 knows: that the visitor has a lead, or was erased. */
async function tellObject(
  env: Env,
  { session_id, site_id, lead_id }: Unwritten,
  written: Written | undefined,
): Promise<void> {
  const leadId = written?.visitor_lead_id;
  if (written === undefined) {
    await callSession(env, session_id, (object) => object.flushNow());
  } else if (leadId && lead_id === null) {
    await callSession(env, session_id, (object) => object.link(session_id, site_id, leadId));
  }
}

/** The object writes its record itself, by alarm. */
async function leaveToObject(env: Env, sessionId: string): Promise<void> {
  await callSession(env, sessionId, (object) => object.flushLater());
}
