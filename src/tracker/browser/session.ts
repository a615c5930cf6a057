/**
 * This page's part in the session of its visitor and site.
 *
 * - One message a page: a create, which opens the session, resumes or reopens it as may be, and tells the totals. A page
 *   of a single-page application sends the same, and so does a heartbeat.
 * - The page takes part while it is in view. Leaving for another page of the site says nothing: that page
 *   goes on. Any other way of leaving ends the session by one beacon, since nothing else can be told once a tab has been
 *   closed; coming into view reopens it. Another tab that is in view all the while (in a window beside this one) hears
 *   of the end and reopens the session at once. So no tab has to know which others there are, and none that has
 *   crashed can be missed.
 * - What a page counts stands in the record when it is left, and whichever page comes next tells it. Its end stands there
 *   as well (`farewell`): a visitor who was on the way to a page without the script, or closed the tab before the next
 *   page came, and who returns when the session is long final, tells that end then. Who never returns leaves a session
 *   that goes idle, without the active time since its last message: half the idle timeout at most, and 4 minutes.
 * - What a page says (`calls.ts`) stands in the record until the API has answered it. Until then
 *   it goes by beacon each time a page is left, since the next one may not have the script, or never come; and whichever
 *   page comes next says it again. Each of these messages may be heard any number of times.
 * - What is sent are totals, read when it is sent. A message that fails is sent again later, and whichever
 *   comes next makes up for one that was lost.
 * - The id is chosen here and written down before it is sent, so that create can be repeated, and so that tabs that
 *   open at once share one session. With Web Locks one tab speaks at a time, and counts what the other has told; without
 *   them both send the id that was written down last.
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

/** The visitor has not refused, nor the API. */
export let isTracking = false;
/** The page is in view. */
let isVisible = false;
/** The `sent_at` of the newest wish to tell of this page, and of the newest that is done with. */
let requestedAt = 0;
let reportedAt = 0;
/** Page views that the record does not hold yet. */
let unsavedPageViews = 0;
let hasResetRecord = false;
let isDraining = false;

export const sessionId = () => (isTracking ? liveId() : undefined);

/** The API knows the session, or will in a moment: a create is on its way. */
export const isKnownToApi = () => !!readRecord().opened_at || /^{/.test(inFlight);

export function startTracking(): void {
  if (isTracking) return;
  isTracking = true;
  countPageView();
}

/** Takes part no more, and says nothing. */
export function stopTracking(): void {
  isTracking = isVisible = false;
}

/** A page is looked at, or the next one of a single-page application. */
export function countPageView(): void {
  if (!isTracking) return;
  unsavedPageViews += 1;
  checkVisibility();
  startReporting();
}

/** Looks whether the page has come into view, or has gone. */
export function checkVisibility(): void {
  if (hasVisitorRefused()) stopTracking();
  if (document.hidden) leave();
  else if (isTracking && !isVisible) {
    isVisible = true;
    // What was before is not part of the visit.
    takeActiveTime();
    startReporting();
  }
}

function startReporting(): void {
  startHeartbeats(scheduleReport);
  scheduleReport();
}

/** Tells that the visitor is here, and the totals. */
export function scheduleReport(): void {
  if (!isVisible) return;
  // Before its turn comes: without locks the tab that wrote last decides.
  ensureSessionId();
  requestedAt = nextSentAt();
  drainQueue();
}

/** The page goes out of view: for another tab or page, or for good. Two events tell; the first counts. */
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
  // An end would close the session that goes on, and cannot begin one.
  if ((isContinued && custom_data) || !isKnownToApi()) sendByBeacon(body);
  if (isContinued) return;
  sendByBeacon(end);
  updateRecord({ left_at: readRecord().sent_at });
}

/** By beacon, what the API has not answered and is not on its way. Whether it arrives is told to nobody. */
function beaconPending(): void {
  for (const message of pendingMessages()) if (message !== inFlight) sendByBeacon(message);
}

/** Says a message, and again until the API has answered it. */
export function enqueue(message: string): void {
  addPending(message);
  if (isVisible) drainQueue();
  else beaconPending();
}

/** Tells what has been changed in the record. A page that is out of view, or is just being left, does so as it does on leaving. */
export function reportChange(): void {
  if (isVisible) scheduleReport();
  else if (sessionId()) sendOnLeave(false);
}

/** The visit is over. The next page view, or coming back to this one, begins another session of the same visitor. */
export function endSession(): void {
  if (!sessionId()) return;
  const body = collectReport();
  updateRecord({
    farewell: `/end${body}`,
    // What was said before a create could be sent has no session yet.
    outbox: [readRecord().opened_at ? [] : body, pendingMessages()].flat(2),
  });
  startNewSession();
  updateRecord({ session_id: undefined, left_at: readRecord().sent_at });
  reportedAt = requestedAt;
  stopHeartbeats();
  drainQueue();
}

/** Another tab has changed the record. If the last word is an end, and this page is in view, it goes on. */
export function onRecordChange(): void {
  const { left_at, sent_at } = readRecord();
  if (hasVisitorRefused()) stopTracking();
  else if (left_at === sent_at) scheduleReport();
}

/** Brings the record up to date with this page, and tells both: as a create takes it, and as an end. */
export function collectReport(sent_at = nextSentAt()): string {
  const { active_time, page_views } = readRecord();
  updateRecord({
    active_time: (active_time ?? 0) + takeActiveTime(),
    page_views: (page_views ?? 0) + unsavedPageViews,
  });
  unsavedPageViews = 0;
  const { farewell, outbox, ...known } = readRecord();
  // The address as the API takes it: a longer one would be refused, and the message with it.
  const url = location.href.slice(0, 2048);
  return toJson({
    ...known,
    sent_at,
    site_id: site,
    id: known.session_id,
    url,
    // What comes once the API has answered this page is no landing.
    referrer: reportedAt ? '' : document.referrer.slice(0, 2048),
    landing: !reportedAt,
    device: {
      touch_points: navigator.maxTouchPoints,
      pixel_ratio: devicePixelRatio,
      screen_size: `${screen.width}x${screen.height}`,
    },
    exit_url: url,
  });
}

/** One at a time; what comes up meanwhile is part of it. What fails is tried again, for some minutes or until the next heartbeat. */
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
    // Long enough for two tabs to read the same.
    await delay(200);
    await sendReport();
  }
}

async function sendReport(): Promise<void> {
  // One for all attempts: another would be a new wish to open, and undo an end that came in between.
  const sent_at = requestedAt;
  // The page has ended it, or was left, while it waited.
  if (!isVisible || sent_at === reportedAt) return;
  // Another tab may have forgotten it.
  const id = ensureSessionId();
  const sentCustomData = toJson(readRecord().custom_data);
  const { data, error, status } = await post(collectReport(sent_at));
  // Ended or forgotten meanwhile: what comes back is not wanted any more.
  if (readRecord().session_id !== id) return;
  if (data) {
    reportedAt = sent_at;
    if (data.session_id !== id) startNewSession();
    const { custom_data, page_views } = readRecord();
    updateRecord({
      // Where more was said meanwhile, all of it goes once more.
      custom_data: toJson(custom_data) === sentCustomData ? undefined : custom_data,
      page_views: Math.max(page_views ?? 0, data.page_views),
      idle_timeout: data.expires_at - data.last_activity_at,
      visitor_id: data.visitor_id,
      session_id: data.session_id,
      opened_at: Date.now(),
      farewell: '',
    });
    // A create that another tab sent in the same moment as an end does not reopen.
    if (data.ended_at) scheduleReport();
    return;
  }
  const path = error?.details?.issues?.[0]?.path ?? '';
  const { consent, custom_data, outbox } = readRecord();
  if (/^c/.test(path)) {
    // Custom data or consent, which would be refused again.
    updateRecord({ [path]: undefined });
  } else if (!hasResetRecord && (status === 400 || status === 409)) {
    // Something else has written the record, or another site has the id.
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
    // Its session was never opened, or is erased: it is said of the one that there is.
    scheduleReport();
    const [, id = ''] = message.split('/');
    addPending(message.replaceAll(id, ensureSessionId()));
  } else emitError(error);
}
