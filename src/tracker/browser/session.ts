/**
 * Reports this page to the session of its visitor and site.
 *
 * - A report is a create: it opens, resumes or reopens the session, and has the totals. Each page sends one; so does each
 *   page view of a single-page application, and each heartbeat.
 * - A page reports only while it is visible. If it is left for another page of the site, it sends no end, because that page
 *   continues the session. In any other case leaving ends the session with one beacon, since a closed tab cannot send
 *   anything later. When the page is visible again, it reopens the session. A tab that was visible all the time (in another
 *   window) sees the end in the record and reopens the session at once. So tabs keep no list of each other, which a
 *   crashed tab would make wrong.
 * - On leave, the totals are saved in the record, and the next page reports them. If the page is left for another of the
 *   site, its end is saved too (`farewell`): perhaps no page with the script follows, and the visitor returns only when the
 *   session has expired. Then the page that starts the new session sends that end. If the visitor never returns, the
 *   session goes idle without the active time since the last message: at most one heartbeat interval.
 * - Calls of the page (`calls.ts`) stay in the record until the API has responded. While they are pending, each leave sends
 *   them by beacon, because the next page may not have the script, or may never load; and the next page sends them again.
 *   The API accepts each of them any number of times.
 * - A report has totals, read when it is sent. So a failed report is retried later, and any later report makes up for a
 *   lost one.
 * - The session's id is created here, and saved before it is sent, so that a create can be repeated and tabs that open at
 *   the same time share one session. With Web Locks one tab sends at a time and its report includes what the others have
 *   counted; without them, all send the id that was saved last.
 */
import { takeActiveTime } from './attention.ts';
import { startHeartbeats, stopHeartbeats } from './heartbeat.ts';
import { FIRST_RETRY_MS, MAX_RETRY_MS, MAX_ROUNDS } from './limits.ts';
import { addPending, pendingMessages } from './outbox.ts';
import {
  hasVisitorRefused,
  isStorageShared,
  liveId,
  nextSentAt,
  RECORD_KEY,
  readRecord,
  toJson,
  updateRecord,
  writeRecord,
} from './record.ts';
import { ensureSessionId, startNewSession } from './session-id.ts';
import { emitError, site } from './settings.ts';
import { delay, inFlight, post, sendByBeacon } from './transport.ts';

/** False before the start, and after the visitor or the API has refused. */
export let isTracking = false;
/** The page is visible, is not being left, and tracks. */
let isVisible = false;
/** The `sent_at` of the newest scheduled report, and of the newest that is completed or was cancelled by `end`. */
let requestedAt = 0;
let reportedAt = 0;
/** Page views that are not in the record yet. */
let unsavedPageViews = 0;
let hasResetRecord = false;
let isDraining = false;

export const sessionId = () => (isTracking ? liveId() : undefined);

/** The API has the session, or a create is in flight (its message has no path). */
export const isKnownToApi = () => !!readRecord().opened_at || /^{/.test(inFlight);

export function startTracking(): void {
  if (isTracking) return;
  isTracking = true;
  countPageView();
}

export function stopTracking(): void {
  isTracking = isVisible = false;
}

/** For a new page, and for a new address in a single-page application. */
export function countPageView(): void {
  if (!isTracking) return;
  unsavedPageViews += 1;
  checkVisibility();
  startReporting();
}

export function checkVisibility(): void {
  if (hasVisitorRefused()) stopTracking();
  if (document.hidden) leave();
  else if (isTracking && !isVisible) {
    isVisible = true;
    // Discards active time that is not part of the session, such as that before `consent(true)`.
    takeActiveTime();
    startReporting();
  }
}

function startReporting(): void {
  startHeartbeats(scheduleReport);
  scheduleReport();
}

export function scheduleReport(): void {
  if (!isVisible) return;
  // Saved now, before the report is sent: without locks, all tabs send the id that was saved last.
  ensureSessionId();
  requestedAt = nextSentAt();
  drainQueue();
}

/** The page is hidden or left. Of the two events, `visibilitychange` and `pagehide`, the first counts. */
export function leave(isNavigation = false): void {
  if (!isVisible) return;
  isVisible = false;
  sendOnLeave(isNavigation);
}

function sendOnLeave(isNavigation: boolean): void {
  beaconPending();
  const { custom_data, session_id } = readRecord();
  if (!session_id) return;
  const body = collectReport();
  const end = `/end${body}`;
  const isContinued = isNavigation && isStorageShared();
  if (isNavigation || custom_data) updateRecord({ farewell: end });
  // A create: an end would close a session that continues, and cannot open one that the API does not have.
  if ((isContinued && custom_data) || !isKnownToApi()) sendByBeacon(body);
  if (isContinued) return;
  sendByBeacon(end);
  updateRecord({ left_at: readRecord().sent_at });
}

/** Sends the outbox by beacon, except the message in flight. A beacon has no response, so the messages stay pending. */
function beaconPending(): void {
  for (const message of pendingMessages()) if (message !== inFlight) sendByBeacon(message);
}

/** Sends a message, and retries it until the API has responded. */
export function enqueue(message: string): void {
  addPending(message);
  if (isVisible) drainQueue();
  else beaconPending();
}

/** Reports a change of the record. A page that is hidden or being left must use beacons. */
export function reportChange(): void {
  if (isVisible) scheduleReport();
  else if (sessionId()) sendOnLeave(false);
}

/** Ends the session for good. The next page view, or a return to this page, starts a new one of the same visitor. */
export function endSession(): void {
  if (!sessionId()) return;
  const body = collectReport();
  updateRecord({
    farewell: `/end${body}`,
    // If no create has succeeded yet, one goes first: the pending messages need a session.
    outbox: [readRecord().opened_at ? [] : body, pendingMessages()].flat(2),
  });
  startNewSession();
  updateRecord({ session_id: undefined, left_at: readRecord().sent_at });
  reportedAt = requestedAt;
  stopHeartbeats();
  drainQueue();
}

/** Another tab has changed the record. If its last message was an end and this page is visible, reopen the session. */
export function onRecordChange(): void {
  const { left_at, sent_at } = readRecord();
  if (hasVisitorRefused()) stopTracking();
  else if (left_at === sent_at) scheduleReport();
}

/** Adds this page's counts to the record, and returns the body of a create, which is also that of an end. */
export function collectReport(sent_at = nextSentAt()): string {
  const { active_time, page_views } = readRecord();
  updateRecord({
    active_time: (active_time ?? 0) + takeActiveTime(),
    page_views: (page_views ?? 0) + unsavedPageViews,
  });
  unsavedPageViews = 0;
  const { farewell, outbox, ...known } = readRecord();
  const url = location.href;
  return toJson({
    ...known,
    sent_at,
    site_id: site,
    id: known.session_id,
    url,
    // After the first response, a new session starts in a page that was already open: it has no landing.
    referrer: reportedAt ? '' : document.referrer,
    landing: !reportedAt,
    device: {
      touch_points: navigator.maxTouchPoints,
      pixel_ratio: devicePixelRatio,
      screen_size: `${screen.width}x${screen.height}`,
    },
    exit_url: url,
  });
}

/** Sends what is pending, one message at a time. After `MAX_ROUNDS` it stops until the next heartbeat or call. */
async function drainQueue(): Promise<void> {
  if (isDraining) return;
  isDraining = true;
  for (let round = 0; isVisible && round < MAX_ROUNDS; round += 1) {
    const [oldest] = pendingMessages();
    try {
      if (requestedAt > reportedAt) await sendReportInTurn();
      else if (oldest) await sendPending(oldest);
      else break;
    } catch {
      await delay(Math.min(FIRST_RETRY_MS * 2 ** round, MAX_RETRY_MS) * (1 + Math.random()));
    }
  }
  isDraining = false;
}

async function sendReportInTurn(): Promise<void> {
  if (isStorageShared() && navigator.locks) await navigator.locks.request(RECORD_KEY, sendReport);
  else {
    // Long enough for two tabs that open together to read the same id.
    await delay(200);
    await sendReport();
  }
}

async function sendReport(): Promise<void> {
  // The same for all attempts: with a new one, a retry would be a new create, and undo an end sent meanwhile.
  const sent_at = requestedAt;
  // While this waited for its turn, the page was left, or `end` was called.
  if (!isVisible || sent_at === reportedAt) return;
  // Another tab may have ended the session.
  const id = ensureSessionId();
  const sentCustomData = toJson(readRecord().custom_data);
  const { data, error, status } = await post(collectReport(sent_at));
  // Ended or refused meanwhile: the response is out of date.
  if (readRecord().session_id !== id) return;
  if (data) {
    reportedAt = sent_at;
    if (data.session_id !== id) startNewSession();
    const { custom_data, page_views } = readRecord();
    updateRecord({
      // If it was changed while the report was in flight, all of it is sent again.
      custom_data: toJson(custom_data) === sentCustomData ? undefined : custom_data,
      page_views: Math.max(page_views ?? 0, data.page_views),
      idle_timeout: data.expires_at - data.last_activity_at,
      visitor_id: data.visitor_id,
      session_id: data.session_id,
      opened_at: Date.now(),
      farewell: '',
    });
    // The end of another tab, sent in the same moment, has overtaken this create: a new create reopens.
    if (data.ended_at) scheduleReport();
    return;
  }
  const { consent, custom_data, outbox } = readRecord();
  const [issue] = error?.details?.issues ?? [];
  // Without a path the whole body is refused, for deep nesting or a key `__proto__`: only custom data can have them.
  const path = issue && (issue.path || (custom_data && 'custom_data'));
  if (path?.startsWith('c')) {
    // Drop custom data or consent that the API refuses, and retry without.
    updateRecord({ [path]: undefined });
  } else if (!hasResetRecord && (status === 400 || status === 409)) {
    // The record is invalid (written by another script), or its id belongs to another site: start again, once.
    hasResetRecord = true;
    writeRecord({ consent, custom_data, outbox });
    return;
  } else stopTracking();
  emitError(error);
}

async function sendPending(message: string): Promise<void> {
  const { error, status } = await post(message);
  updateRecord({ outbox: pendingMessages().filter((one) => one !== message) });
  if (/^.end/.test(message)) return;
  if (status === 404 && readRecord().session_id) {
    // The API does not have its session, never opened or erased: send the message for the current session.
    scheduleReport();
    const [, id = ''] = message.split('/');
    addPending(message.replaceAll(id, ensureSessionId()));
  } else emitError(error);
}
