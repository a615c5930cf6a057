/** Deletes what is older than its site keeps, and what is left of deleted sites, in bounded batches. */
import { deleteOldTombstones } from '../database/tombstones';
import { deleteLeadsOfClosedSites, hasNoLeads } from '../leads/delete';
import {
  deletePendingLinksOfClosedSites,
  hasNoPendingLinks,
} from '../session/linking/pending-links';
import { deleteExpiredRecords, hasNoRecords } from '../session/record/delete';
import { deleteEmptySites } from '../sites/store';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Records deleted in one go, and at most so many goes a run: 2.9 million records a day. */
export const BATCH = 500;
const MAX_BATCHES = 20;
/**
 * An object is gone a maximum length (24 h) and twice an idle timeout (10 h at most) after its start, and a day later where
 * its id is of a clock that runs ahead. Then nothing can be written any more that a tombstone would have to refuse.
 */
const OBJECTS_GONE_MS = 3 * DAY_MS;

/** Deletes expired records with their tasks, as many as a run may. Leads stay until they are erased. */
export async function deleteExpired(db: D1Database, now: number): Promise<void> {
  for (let go = 0; go < MAX_BATCHES; go += 1) {
    if ((await deleteExpiredRecords(db, now, BATCH)) < BATCH) return;
  }
}

/**
 * What deleted sites had besides records; at last the sites themselves, and tombstones that are no longer needed. Each is
 * found by an index, and no run deletes more than a batch of it.
 */
export const CLOSING_STATEMENTS = {
  ofSites: [...deleteLeadsOfClosedSites(BATCH), deletePendingLinksOfClosedSites(BATCH)],
  /** `?1`: of before this time. */
  tombstones: [
    deleteEmptySites(BATCH, [hasNoLeads, hasNoPendingLinks, hasNoRecords]),
    ...deleteOldTombstones(BATCH),
  ],
};

export async function deleteClosedSites(db: D1Database, now: number): Promise<void> {
  const { ofSites, tombstones } = CLOSING_STATEMENTS;
  await db.batch([
    ...ofSites.map((sql) => db.prepare(sql)),
    ...tombstones.map((sql) => db.prepare(sql).bind(now - OBJECTS_GONE_MS)),
  ]);
}
