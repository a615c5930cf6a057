/**
 * The visitor's other sessions get the lead: final ones in D1, the others through their objects. Sessions not yet in D1
 * find the lead themselves when they are first written.
 *
 * A visitor may have any number of sessions (one fingerprint can be a whole office), so they are looked at in batches,
 * the newest first. An identify links one batch; the cron trigger continues from there. A full batch in which every
 * session has a lead is the end: older sessions were linked before, or another run is linking them.
 *
 * Safe to repeat, and to be cut off anywhere: the position of the next batch is stored before a batch is linked, since
 * afterwards that batch would look like the end.
 */

import { databaseFor } from '../../database/databases';
import type { LeadId, SessionId, SiteId } from '../../ids/uuid';
import { logError } from '../../log';
import type { Session } from '../life/session';
import {
  type Cursor,
  linkRecords,
  listVisitorSessions,
  type VisitorLead,
  type VisitorSession,
} from '../record/visitor-sessions';
import {
  advancePendingLink,
  insertPendingLink,
  listPendingLinks,
  markTried,
  NEWEST,
  type PendingLink,
} from './pending-links';

/** Asks the object of a session to take the lead; false if it could not be reached. */
export type AskToLink = (sessionId: SessionId, siteId: SiteId, leadId: LeadId) => Promise<boolean>;

/** Sessions looked at by an identify, and at a time. */
const BATCH = 100;
/** Batches in a run of the cron trigger, for all pending links together. */
const MAX_BATCHES = 30;
/** A run that has asked this many objects begins no further batch, so it asks fewer than twice as many. */
const MAX_ASKED = 100;
/** So long after its alarm was due the object of a final session is gone: only its record has to be changed. */
const SETTLED_MS = 10 * 60 * 1000;

/** `next`: where to go on; null: these are the last. */
type Batch = { without: VisitorSession[]; next: Cursor | null };

/** Links the newest 100 of the visitor's other sessions, and leaves the rest to the cron trigger. Throws when D1 does. */
export async function linkVisitorSessions(
  db: D1Database,
  { site_id, visitor_id, session_id, started_at }: Session,
  lead_id: LeadId,
  now: number,
  ask: AskToLink,
): Promise<void> {
  const visitor = { site_id, visitor_id, lead_id, since: started_at };
  const batch = await listBatch(db, { ...visitor, ...NEWEST }, now);
  const without = batch.without.filter((one) => one.session_id !== session_id);
  if (batch.next !== null && without.length > 0) {
    await insertPendingLink(db, { ...visitor, ...batch.next }, now);
  }
  const { isWhole } = await giveLead(db, visitor, without, ask);
  if (!isWhole) throw new Error('a session of the visitor could not be reached');
}

/** Leaves all linking to the cron trigger: for a session that cannot retry. Throws when D1 does. */
export async function leaveLinking(
  env: Env,
  { site_id, visitor_id, started_at }: Session,
  lead_id: LeadId,
  now: number,
): Promise<void> {
  const link = { site_id, visitor_id, lead_id, since: started_at, ...NEWEST };
  await insertPendingLink(databaseFor(env, site_id), link, now);
}

/** Continues pending links, a batch of each visitor in turn. Throws when D1 does. */
export async function resumePendingLinks(
  db: D1Database,
  now: number,
  ask: AskToLink,
): Promise<void> {
  const turns = (await listPendingLinks(db, MAX_BATCHES)).map(beginTurn);
  let asked = 0;
  for (let batches = 0; batches < MAX_BATCHES && asked < MAX_ASKED; batches += 1) {
    const turn = turns.shift();
    if (turn === undefined) return;
    try {
      const took = await takeTurn(db, turn, now, ask);
      asked += took.asked;
      if (took.next !== null) turns.push(took.next);
    } catch (error) {
      logError('linking_failed', error, { site_id: turn.link.site_id });
    }
  }
}

/** `wasLinkedBefore`: every session of the batch before this one, in the same run, had a lead. */
type Turn = { link: PendingLink; isFirst: boolean; wasLinkedBefore: boolean };

function beginTurn(link: PendingLink): Turn {
  return { link, isFirst: true, wasLinkedBefore: false };
}

/**
 * Links a batch. The first batch may have been linked by a run that was cut off before it could store that: only two
 * batches in a row in which every session has a lead are the end.
 */
async function takeTurn(
  db: D1Database,
  { link, isFirst, wasLinkedBefore }: Turn,
  now: number,
  ask: AskToLink,
): Promise<{ asked: number; next: Turn | null }> {
  if (isFirst && !(await markTried(db, link, now))) return { asked: 0, next: null };
  const { without, next } = await listBatch(db, link, now);
  const { asked, isWhole } = await giveLead(db, link, without, ask);
  // The batch is tried again in another run.
  if (!isWhole) return { asked, next: null };
  const isLinked = without.length === 0;
  const goOnAt = isLinked && wasLinkedBefore ? null : next;
  const isOurs = await advancePendingLink(db, link, goOnAt);
  if (goOnAt === null || !isOurs) return { asked, next: null };
  const advanced = { ...link, ...goOnAt };
  return { asked, next: { link: advanced, isFirst: false, wasLinkedBefore: isLinked } };
}

/** Empty, and without a next one, where the visitor or the lead has been erased. */
async function listBatch(db: D1Database, link: PendingLink, now: number): Promise<Batch> {
  const settledBefore = now - SETTLED_MS;
  const sessions = await listVisitorSessions(db, link, link, { settledBefore, limit: BATCH });
  const last = sessions.at(-1);
  const isLast = last === undefined || sessions.length < BATCH;
  return {
    without: sessions.filter((one) => !one.has_lead),
    next: isLast
      ? null
      : { before_started_at: last.started_at, before_session_id: last.session_id },
  };
}

/** Answers with how many objects were asked, and whether all of them could be reached. */
async function giveLead(
  db: D1Database,
  visitor: VisitorLead,
  without: VisitorSession[],
  ask: AskToLink,
): Promise<{ asked: number; isWhole: boolean }> {
  const settled = without.filter((one) => one.is_settled);
  if (settled.length > 0) await linkRecords(db, visitor, settled);
  const unsettled = without.filter((one) => !one.is_settled);
  const { site_id, lead_id } = visitor;
  const reached = await Promise.all(
    unsettled.map(({ session_id }) => ask(session_id, site_id, lead_id)),
  );
  return { asked: unsettled.length, isWhole: reached.every((isReached) => isReached) };
}
