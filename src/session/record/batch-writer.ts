/**
 * Writes the records of sessions that were opened or have ended to D1, right after the answer and many
 * at once: while one batch is being written, the next one grows. So D1 gets few statements however many sessions come and
 * go, and a session that comes alone does not wait.
 *
 * What follows from a write is an effect that the caller hands in. A write that fails is left to the session's object, which
 * retries by alarm for as long as it takes. A record that is lost without an error, because the isolate goes away, is late:
 * the object's alarm looks whether D1 has it.
 */

import { databaseFor } from '../../database/databases';
import type { LeadId, SessionId, SiteId, VisitorId } from '../../ids/uuid';
import { logError } from '../../log';
import { isKnownLayout, type PackedRecord } from './pack';
import { flushRecords, type Written } from './write';

/** What is done when a record was written, or was not. None of them may throw. */
export type AfterWrite = {
  /** The visitor is known as this lead, and the session does not have it yet. */
  giveLead(record: PackedRecord, leadId: LeadId): Promise<unknown>;
  /** D1 refuses the record: the session, its visitor or its site was erased. */
  recheck(record: PackedRecord): Promise<unknown>;
  /** The record was not written here; its object is to write it. */
  leaveToObject(record: PackedRecord): Promise<unknown>;
};

/** When more records are pending than this, D1 does not keep up, and the rest is left to the objects. */
const MAX_PENDING = 1_000;
/** A record that is pending for longer was left by a request that was cut off, and is left to its object. */
const MAX_PENDING_MS = 60_000;
/** For how long one request writes for all: well below the 30 s that the platform lets work go on after an answer. */
const MAX_TURN_MS = 10_000;
/** And how often: each write is one of the calls that a request may make. */
const MAX_ROUNDS = 20;
/** A request that has not come back by then was cut off. D1 gives up on a query after 30 s. */
const MAX_ROUND_MS = 35_000;

const MAX_BATCH = 50;
/** From one batch to the next: the more records go together, the less each costs. */
const BATCH_INTERVAL_MS = 100;

type Records = Map<string, { record: PackedRecord; since: number }>;
/** `inFlight`: being written, or what follows is being done. */
type Queue = { pending: Records; inFlight: Records; busyUntil: number };

/** In this isolate, by database. */
const queues = new WeakMap<D1Database, Queue>();

/** Ids of the visitor's sessions whose records this isolate is still to write, or is writing. */
export function listUnwritten(
  db: D1Database,
  { site_id, visitor_id }: { site_id: SiteId; visitor_id: VisitorId },
  startedBy: number,
): SessionId[] {
  const { pending, inFlight } = queues.get(db) ?? newQueue();
  const ids = [...pending.values(), ...inFlight.values()]
    .map(({ record }) => record)
    .filter((record) => record.site_id === site_id && record.visitor_id === visitor_id)
    .filter(({ started_at }) => started_at <= startedBy)
    .map(({ session_id }) => session_id);
  return [...new Set(ids)];
}

function newQueue(): Queue {
  return { pending: new Map(), inFlight: new Map(), busyUntil: 0 };
}

/**
 * Writes a record soon. Resolves at once if another request is writing already, and will write this record, too. Never
 * throws; to be awaited by `waitUntil`.
 */
export async function writeSoon(env: Env, record: PackedRecord, after: AfterWrite): Promise<void> {
  // What an object of another version has packed, it writes itself.
  if (!isKnownLayout(record)) {
    await after.leaveToObject(record);
    return;
  }
  const db = databaseFor(env, record.site_id);
  const queue = queues.get(db) ?? newQueue();
  queues.set(db, queue);
  if (!enqueue(queue, record, Date.now())) {
    await after.leaveToObject(record);
    return;
  }
  if (queue.busyUntil > Date.now()) return;
  queue.busyUntil = Date.now() + MAX_ROUND_MS;
  // The answer first.
  await scheduler.wait(0);
  const until = Date.now() + MAX_TURN_MS;
  const effects: Promise<unknown>[] = [];
  for (let round = 0; round < MAX_ROUNDS && Date.now() < until && hasPending(queue); round += 1) {
    queue.busyUntil = Date.now() + MAX_ROUND_MS;
    await Promise.all([writeBatch(db, queue, after, effects), letBatchGrow(queue)]);
  }
  // From here on the next request writes; what comes before it is still written here.
  queue.busyUntil = 0;
  while (hasPending(queue) && queue.busyUntil === 0) {
    await writeBatch(db, queue, after, effects);
  }
  await Promise.all(effects);
}

function hasPending({ pending }: Queue): boolean {
  return pending.size > 0;
}

/** Waits, unless the next batch is full already. */
async function letBatchGrow({ pending }: Queue): Promise<void> {
  if (pending.size < MAX_BATCH) await scheduler.wait(BATCH_INTERVAL_MS);
}

/** False: too many are pending already. */
function enqueue({ pending }: Queue, record: PackedRecord, now: number): boolean {
  const known = pending.get(record.session_id);
  if (known !== undefined && known.record.version >= record.version) return true;
  if (known === undefined && pending.size >= MAX_PENDING) return false;
  pending.set(record.session_id, { record, since: now });
  return true;
}

/** `stale`: pending for too long to be written here. */
function takeBatch({ pending, inFlight }: Queue, now: number) {
  for (const [id, { since }] of inFlight) if (now - since > MAX_PENDING_MS) inFlight.delete(id);
  const stale: PackedRecord[] = [];
  const batch: PackedRecord[] = [];
  for (const [id, known] of pending) {
    if (batch.length === MAX_BATCH) break;
    pending.delete(id);
    if (now - known.since > MAX_PENDING_MS) {
      stale.push(known.record);
      continue;
    }
    inFlight.set(id, known);
    batch.push(known.record);
  }
  return { batch, stale };
}

/** Adds what follows from the writes to `effects`, so that no other session waits for it. */
async function writeBatch(
  db: D1Database,
  queue: Queue,
  after: AfterWrite,
  effects: Promise<unknown>[],
): Promise<void> {
  const { batch, stale } = takeBatch(queue, Date.now());
  effects.push(...stale.map(after.leaveToObject));
  if (batch.length === 0) return;
  const track = (record: PackedRecord, effect: Promise<unknown>) => {
    const forget = () => {
      const known = queue.inFlight.get(record.session_id);
      if (known?.record === record) queue.inFlight.delete(record.session_id);
    };
    effects.push(effect.finally(forget));
  };
  try {
    const written = await flushRecords(db, batch);
    const byId = new Map(written.map((one) => [one.session_id, one]));
    for (const record of batch) track(record, followUp(record, byId.get(record.session_id), after));
  } catch (error) {
    logError('flush_failed', error, { records: batch.length });
    for (const record of batch) track(record, after.leaveToObject(record));
  }
}

async function followUp(
  record: PackedRecord,
  written: Written | undefined,
  after: AfterWrite,
): Promise<void> {
  if (written === undefined) await after.recheck(record);
  else if (written.visitor_lead_id !== null && record.lead_id === null)
    await after.giveLead(record, written.visitor_lead_id);
}
