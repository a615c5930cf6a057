/**
 * This page's part in the session of its visitor and site.
 *
 * - The page takes part while it is in view (`isLive`). The last one in view that leaves ends the session, with
 *   one beacon; coming into view resumes it. A page that another one of the site outlives says nothing.
 * - Each page view needs the fewest messages that leave nothing to chance. A first page is one create, which
 *   counts it. A next page is a create, since the exit of the page before has ended the session, and one
 *   PUT with the new total; the PUT alone while another tab is in view. 409 and 404 lead back to create.
 * - What is sent are totals, read when it is sent. So a message that fails is simply sent again later, and
 *   whichever comes next makes up for one that was lost.
 * - The id is chosen here and remembered before it is sent, so that a create can be repeated, and so that two tabs
 *   that open at once choose one: under a Web Lock, or else by the first to write it down.
 */
import { isActive, takeActiveTime } from './attention.ts';
import { ignore, send, sendLast } from './transport.ts';
import { change, isRefused, KEY, load, mintId, save } from './visit.ts';

const HEARTBEAT_MS = 30_000;
/** A tab in view says so with every heartbeat; one that was not heard of for longer has crashed. */
const IN_VIEW_MS = 1.5 * HEARTBEAT_MS;
/** Answers that contradict each other must not keep a page busy. */
const MAX_ROUNDS = 3;

const tab = Math.random();
/** The visitor has not refused, nor the API. */
let isOn = false;
/** The page is in view and takes part. */
let isLive = false;
/** The session in the record is that of this visit: the API has said so to this page, or its id is new. */
let isKnown = false;
let mustOpen = false;
let mustTell = false;
/** Page views that the record does not hold yet. */
let uncounted = 0;
let customData = {};
let calls: (() => Promise<unknown>)[] = [];
let isQueued = false;
let exchanges = Promise.resolve();

export const sessionId = () => (isOn ? load().session_id : undefined);

export function begin(): void {
  if (isOn) return;
  isOn = true;
  view();
}

/** Takes part no more, and says nothing. */
export function stop(): void {
  isOn = isLive = isKnown = false;
  customData = {};
  calls = [];
}

/** A page is looked at, or the next one of a single-page application. */
export function view(): void {
  if (!isOn) return;
  mustTell = true;
  uncounted += 1;
  look();
  exchange();
}

/** Looks whether the page is in view, and whether other tabs know: one that ended the session did not. */
export function look(): void {
  if (isRefused()) stop();
  if (document.hidden) leave();
  else if (isOn && !(isLive && load().tabs[tab])) {
    isLive = true;
    count();
    mustOpen = !hasOthers();
    exchange();
  }
}

/** The page goes out of view: for another tab or page, or for good. Two events tell; the first counts. */
export function leave(): void {
  if (!isLive) return;
  const isLast = !hasOthers();
  if (isLast) tellEnd();
  isLive = false;
  // After the end: whoever sees that its mark is gone must find the `sent_at` of the end, and pass it.
  change((visit) => {
    visit.active_time += takeActiveTime();
    if (isLast) visit.tabs = {};
    delete visit.tabs[tab];
  });
}

/** The visit is over. The next page view begins another session of the same visitor. */
export function end(): void {
  tellEnd();
  forget();
}

function forget(): void {
  isLive = isKnown = false;
  const { visitor_id, sent_at } = load();
  save({ visitor_id, sent_at });
}

export function addCustomData(given: object): void {
  customData = { ...customData, ...given };
  exchange();
}

/** Tells who the visitor is, as soon as there is a session. */
export function identify(fields: object): void {
  const attempt = () =>
    send(
      'POST',
      `/${load().session_id}/identify`,
      () => fields,
      () => isOn,
    );
  calls.push(attempt);
  exchange();
}

/** Tells the API while the visitor is attentive, and the other tabs as long as this page is in view. */
setInterval(() => {
  if (!isLive) return;
  count();
  mustTell ||= isActive();
  exchange();
}, HEARTBEAT_MS);

/** Brings the record up to date with this page, its views once it is known which session they are of. */
function count() {
  const { session_id, page_views, active_time } = change((visit) => {
    visit.active_time += takeActiveTime();
    if (isKnown) {
      visit.page_views += uncounted;
      uncounted = 0;
    }
    if (isLive) visit.tabs[tab] = Date.now();
  });
  return { session_id, page_views, active_time };
}

function hasOthers(): boolean {
  return Object.entries(load().tabs).some(
    ([other, seenAt]) => other !== `${tab}` && Math.abs(Date.now() - seenAt) < IN_VIEW_MS,
  );
}

function tellEnd(): void {
  if (!isKnown) return;
  const duration = Math.max(0, Date.now() - load().started_at);
  sendLast('/end', { ...count(), exit_url: here(), duration });
}

/** The address as the API takes it: a longer one would be refused, and the message with it. */
const here = () => location.href.slice(0, 2048);

/** One exchange at a time; what comes up meanwhile is part of the next. */
function exchange(): void {
  if (isQueued) return;
  isQueued = true;
  exchanges = exchanges.then(exchangeNow).catch(ignore);
}

async function exchangeNow(): Promise<void> {
  isQueued = false;
  for (let round = 0; isLive && round < MAX_ROUNDS; round += 1) {
    if (mustOpen || !load().opened_at) await openInTurn();
    else if (mustTell || Object.keys(customData)[0]) await tellTotals();
    else break;
  }
  if (isKnown && load().opened_at) for (const call of calls.splice(0)) call().catch(ignore);
}

/** Opens the session, unless another tab has done so while this one waited for its turn. */
async function openInTurn(): Promise<void> {
  const { opened_at } = load();
  const take = async () => {
    if (load().opened_at === opened_at) await open();
    else mustOpen = false;
  };
  try {
    await navigator.locks.request(KEY, take);
  } catch {
    await take();
  }
}

async function open(): Promise<void> {
  const { session_id, visitor_id } = change((visit) => {
    if (visit.session_id) return;
    isKnown = true;
    visit.session_id = mintId();
    visit.started_at = Date.now();
  });
  const referrer = document.referrer.slice(0, 2048);
  const fields = () => ({ id: session_id, visitor_id, url: here(), referrer });
  const answer = await send('POST', '', fields, () => isLive);
  if (!answer || !isOn) return;
  const { status, data } = answer;
  if (status >= 400) {
    // The site does not let this page in, or another site has the id.
    forget();
    stop();
    return;
  }
  // A create that another tab sent in the same moment as an end does not reopen.
  if (data.status === 'ended') return;
  isKnown = true;
  mustOpen = false;
  change((visit) => {
    // The totals are those of a session that is gone.
    if (data.is_new_session && visit.opened_at) {
      visit.page_views = visit.active_time = 0;
      visit.started_at = Date.now();
    }
    // The API has counted the page that the session was opened with.
    if (!visit.page_views && uncounted) uncounted -= 1;
    visit.page_views = Math.max(visit.page_views, data.page_views);
    mustTell = visit.page_views + uncounted > data.page_views;
    visit.visitor_id = data.visitor_id;
    visit.session_id = data.session_id;
    visit.opened_at = Date.now();
  });
}

async function tellTotals(): Promise<void> {
  const custom_data = customData;
  customData = {};
  mustTell = false;
  isKnown = true;
  const fields = () => ({ ...count(), current_url: here(), custom_data });
  const answer = await send('PUT', '', fields, () => isLive);
  // Anything else that is refused would be refused again.
  if (answer && answer.status !== 404 && answer.status !== 409) return;
  mustTell = mustOpen = true;
  customData = { ...custom_data, ...customData };
}
