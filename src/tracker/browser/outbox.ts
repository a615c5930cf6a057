/**
 * Messages that the API has not answered yet. Each is one text: the path below that of the API, and right after it the body,
 * which begins with a brace. Each may be heard any number of times.
 */
import { readRecord, updateRecord } from './record.ts';

/** The oldest first. What something else has written is left out. */
export const pendingMessages = () =>
  [readRecord().outbox ?? []].flat(2).filter((message) => /{/.test(message));

export function addPending(message: string): void {
  updateRecord({ outbox: [...pendingMessages(), message] });
}
