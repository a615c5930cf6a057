/** The public calls. They are held until tracking starts, and errors go to `onerror`, never to the calling page. */
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

/** Calls made before tracking started, when nothing may be stored or sent. */
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

/** Starts tracking and runs the held calls. */
export function start(): void {
  startTracking();
  call();
}

function identify(given: Fields): void {
  const session_id = ensureSessionId();
  // With the session's id, so that the same data sent for two sessions is two messages in the outbox.
  enqueue(`/${session_id}/identify${toLimitedJson({ ...given, site_id: site, session_id })}`);
}

function update({ custom_data: given }: { custom_data?: Fields }): void {
  const custom_data = { ...readRecord().custom_data, ...given };
  toLimitedJson(custom_data);
  updateRecord({ custom_data });
  reportChange();
}

/** Throws above a size that the API refuses. It counts characters; the API checks the bytes. */
function toLimitedJson(fields: Fields): string {
  const json = toJson(fields);
  if (json.length > MAX_CALL_CHARS) throw Error('That is more than 4 KiB.');
  return json;
}

/** The visitor's decision. It is part of each report, with the time at which it was made. */
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
  // The record is gone, so no later page could retry it.
  const sendUntilAnswered = () =>
    post(endMessage).catch(() => setTimeout(sendUntilAnswered, MAX_RETRY_MS));
  if (mustEnd) sendUntilAnswered();
}
