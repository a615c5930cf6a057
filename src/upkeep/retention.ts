/** Deletes what is older than its site keeps, and what is left of deleted sites, in bounded batches. */
import { deleteOldTombstones } from '../database/tombstones';
import { deleteLeadsOfClosedSites, hasNoLeads } from '../leads/delete';
import {
  deletePendingLinksOfClosedSites,
  hasNoPendingLinks,
} from '../session/linking/pending-links';
import { deleteExpiredRecords, hasNoRecords } from '../session/record/delete';
import { deleteOldSignIns } from '../sites/ended-sign-ins';
import { deleteEmptySites } from '../sites/store';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Records per statement, and statements per run: up to 2.9 million records a day. */
export const BATCH = 500;
const MAX_BATCHES = 20;
/**
 * After this no object can hold an erased session any more: it is gone 24 h (the maximum length) and twice the idle timeout
 * (at most 10 h each) after its start, and a day later if its id was made by a clock that runs ahead. So its tombstone has
 * nothing left to refuse.
 */
const OBJECTS_GONE_MS = 3 * DAY_MS;

/** Deletes expired records with their tasks, as many as a run may. Leads stay until they are erased. */
export async function deleteExpired(db: D1Database, now: number): Promise<void> {
  for (let go = 0; go < MAX_BATCHES; go += 1) {
    if ((await deleteExpiredRecords(db, now, BATCH)) < BATCH) return;
  }
}

/**
 * Delete what deleted sites had besides records, then the sites themselves, and tombstones and sign-ins that are over. Each
 * uses an index, and deletes at most one batch per run.
 */
export const CLOSING_STATEMENTS = {
  ofSites: [...deleteLeadsOfClosedSites(BATCH), deletePendingLinksOfClosedSites(BATCH)],
  /** `?1`: older than this, in ms since the epoch. */
  tombstones: [
    deleteEmptySites(BATCH, [hasNoLeads, hasNoPendingLinks, hasNoRecords]),
    ...deleteOldTombstones(BATCH),
    deleteOldSignIns(BATCH),
  ],
};

/** Throws when D1 does; safe to repeat. */
export async function deleteClosedSites(db: D1Database, now: number): Promise<void> {
  const { ofSites, tombstones } = CLOSING_STATEMENTS;
  await db.batch([
    ...ofSites.map((sql) => db.prepare(sql)),
    ...tombstones.map((sql) => db.prepare(sql).bind(now - OBJECTS_GONE_MS)),
  ]);
}
