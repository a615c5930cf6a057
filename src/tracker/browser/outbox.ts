/**
 * Messages that the API has not answered yet. Each is one text: the path below that of the API, and right after it the body,
 * which begins with a brace. Each may be heard any number of times.
 */
import { change, load } from './visit.ts';

/** The oldest first. What something else has written is left out. */
export const kept = () => [load().outbox ?? []].flat(2).filter((message) => /{/.test(message));

export function keep(message: string): void {
  change({ outbox: [...kept(), message] });
}
