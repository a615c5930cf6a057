/**
 * Pending messages: no response of the API yet. Each is one string, the path below `api` followed by the JSON body, which
 * begins with a brace. The API accepts each of them any number of times.
 */
import { readRecord, updateRecord } from './record.ts';

/** The oldest first. Values that are no messages are skipped: other scripts can write to the record. */
export const pendingMessages = () =>
  [readRecord().outbox ?? []].flat(2).filter((message) => /{/.test(message));

export function addPending(message: string): void {
  updateRecord({ outbox: [...pendingMessages(), message] });
}
