/** What a page can ask for, by name. It waits for a visit, and throws nothing into the page. */
import { MAX_CALL_CHARS, MAX_RETRY_MS, REFUSED } from './limits.ts';
import {
  type Fields,
  hasVisitorRefused,
  readRecord,
  toJson,
  updateRecord,
  writeRecord,
} from './record.ts';
import {
  collectReport,
  endSession,
  enqueue,
  isKnownToApi,
  isTracking,
  reportChange,
  scheduleReport,
  sessionId,
  startTracking,
  stopTracking,
} from './session.ts';
import { ensureSessionId } from './session-id.ts';
import { emitError, mustNotTrack, site } from './settings.ts';
import { post } from './transport.ts';

export type Call = [name: string, given: unknown];

export const calls: Record<string, (given: never) => void> = {
  identify,
  update,
  end: endSession,
  consent,
};

/** Calls from before anything may be stored or sent. */
const held: Call[] = [];

export function call(...more: Call[]): void {
  for (const one of [...held.splice(0), ...more]) {
    try {
      const [name, given] = one;
      if (isTracking || name === 'consent') calls[name]?.(given as never);
      else held.push(one);
    } catch (error) {
      emitError(error as Error);
    }
  }
}

/** The visit begins, with what was said before. */
export function start(): void {
  startTracking();
  call();
}

function identify(given: Fields): void {
  const session_id = ensureSessionId();
  // The same words in another session are another message.
  enqueue(`/${session_id}/identify${toLimitedJson({ ...given, site_id: site, session_id })}`);
}

function update({ custom_data: given }: { custom_data?: Fields }): void {
  const custom_data = { ...readRecord().custom_data, ...given };
  toLimitedJson(custom_data);
  updateRecord({ custom_data });
  reportChange();
}

/** As JSON. What is larger is refused by the API, and might be by the browser as well; what is so in bytes alone, by the API. */
function toLimitedJson(fields: Fields): string {
  const json = toJson(fields);
  if (json.length > MAX_CALL_CHARS) throw Error('That is more than 4 KiB.');
  return json;
}

/** What the visitor has decided. That they agree is told to every session, with the time at which they first did. */
function consent(given: boolean): void {
  if (mustNotTrack) return;
  if (given && hasVisitorRefused()) writeRecord({});
  const mustEnd = !given && sessionId() && isKnownToApi();
  if (readRecord().consent?.given !== given) {
    updateRecord({ consent: { given, at: Date.now() } });
    if (given) scheduleReport();
  }
  if (given) {
    start();
    return;
  }
  const endMessage = `/end${collectReport()}`;
  stopTracking();
  writeRecord(REFUSED);
  // The record can keep it for no other page.
  const sendUntilAnswered = () =>
    post(endMessage).catch(() => setTimeout(sendUntilAnswered, MAX_RETRY_MS));
  if (mustEnd) sendUntilAnswered();
}
