/**
 * This page's part in the session of its visitor and site.
 *
 * - The page takes part while it is in view (`isLive`). Leaving ends the session, by one beacon, since nothing else
 *   can be told once a tab has been closed; coming into view resumes it. Another tab that is in view all the while
 *   (in a window beside this one) hears of the end and reopens the session at once. So no tab has to know which
 *   others there are, and none that has crashed can be missed.
 * - A first page takes one message: create counts it. A next page takes two: create, since the page before has ended
 *   the session, and PUT with the new total. A page of a single-page application takes one, PUT. 404 and 409
 *   lead back to create.
 * - What is sent are totals, read when it is sent. A message that fails is sent again later, and whichever
 *   comes next makes up for one that was lost.
 * - The id is chosen here and written down before it is sent, so that create can be repeated, and so that tabs that
 *   open at once share one session. With Web Locks the second waits for the first and sends no create; without
 *   them both send the id that was written down last.
 */
import { isActive, takeActiveTime } from './attention.ts';
import { LEAST_IDLE_MS, MAX_ROUNDS } from './limits.ts';
import { rest, send, sendLast, stamp } from './transport.ts';
import { announceEnd, change, isRefused, KEY, load, mintId, save } from './visit.ts';

type Fields = Record<string, unknown>;

/** The visitor has not refused, nor the API. */
let isOn = false;
/** The page is in view and takes part. */
export let isLive = false;
/** The session in the record is that of this visit: the API has said so to this page, or its id is new. */
let isKnown = false;
let mustOpen = false;
let mustTell = false;
/** Page views that the record does not hold yet. */
let uncounted = 0;
/** What the page has said and the API has not taken yet. */
let customData: Fields = {};
let people: Fields[] = [];
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
  isOn = false;
  forget();
}

/** A page is looked at, or the next one of a single-page application. */
export function view(): void {
  if (!isOn) return;
  uncounted += 1;
  look();
  exchange();
}

/** Looks whether the page has come into view, or has gone. */
export function look(): void {
  if (isRefused()) stop();
  if (document.hidden) leave();
  else if (isOn && !isLive) {
    isLive = mustOpen = true;
    // What was before is not part of the visit.
    takeActiveTime();
    exchange();
  }
}

/** Tells that the visitor is attentive. */
export function beat(): void {
  mustTell ||= isActive();
  exchange();
}

/** The page goes out of view: for another tab or page, or for good. Two events tell; the first counts. */
export function leave(): void {
  if (!isLive) return;
  isLive = false;
  tellEnd();
  announceEnd();
}

/** Another tab has ended the session. If this one is in view, it goes on. */
export function outlive(): void {
  mustOpen = true;
  exchange();
}

/** The visit is over. The next page view, or coming back to this one, begins another session of the same visitor. */
export function end(): void {
  tellEnd();
  forget();
  announceEnd();
}

function forget(): void {
  isLive = isKnown = false;
  customData = {};
  people = [];
  change((visit) => {
    visit.session_id = visit.opened_at = undefined;
    visit.page_views = visit.active_time = 0;
  });
}

export function addCustomData(given?: Fields): void {
  customData = { ...customData, ...given };
  mustTell = true;
  exchange();
}

export function identify(given: Fields): void {
  people.push({ ...given });
  // PUT goes first, and finds out whether there still is such a session.
  mustTell = true;
  exchange();
}

/** Brings the record up to date with this page, its views once it is known which session they are of. */
function count(): void {
  change((visit) => {
    visit.active_time += takeActiveTime();
    if (isKnown) {
      visit.page_views += uncounted;
      uncounted = 0;
    }
  });
}

function tellEnd(): void {
  if (!isKnown) return;
  // NaN, which JSON writes as null, if somebody has emptied the record.
  const duration = Math.max(0, Date.now() - load().started_at);
  count();
  sendLast('/end', { exit_url: here(), duration });
}

/** The address as the API takes it: a longer one would be refused, and the message with it. */
const here = () => location.href.slice(0, 2048);

/** One exchange at a time; what comes up meanwhile is part of the next. */
function exchange(): void {
  if (isQueued) return;
  isQueued = true;
  exchanges = exchanges.then(exchangeNow).catch(() => {
    // What cannot be written as JSON would stand in the way for ever.
    customData = {};
    people = [];
  });
}

async function exchangeNow(): Promise<void> {
  isQueued = false;
  for (let round = 0; isLive && round < MAX_ROUNDS; round += 1) {
    if (mustOpen || !load().opened_at) await openInTurn();
    else if (mustTell || uncounted) await tellTotals();
    else if (people[0]) await tellPerson();
    else break;
  }
}

/** Opens the session, unless another tab has done so while this one waited for its turn. */
async function openInTurn(): Promise<void> {
  // Before anything else: it may become necessary again at any moment.
  mustOpen = false;
  const { opened_at } = change((visit) => {
    // No session goes idle that soon: it is the one of this visit, answered yet or not.
    isKnown ||= !visit.session_id || visit.sent_at > Date.now() - LEAST_IDLE_MS;
    if (visit.session_id) return;
    visit.session_id = mintId();
    visit.started_at = Date.now();
  });
  const take = async () => {
    if (load().opened_at === opened_at) await open();
  };
  try {
    await navigator.locks.request(KEY, take);
  } catch {
    // Long enough for two tabs to read the same, whichever of them wrote last.
    await rest(200);
    await take();
  }
}

async function open(): Promise<void> {
  // One for all attempts: another would be a new wish to open, and undo an end that came in between.
  const { session_id: id, sent_at } = stamp();
  let attempts = 0;
  const fields = () => {
    attempts += 1;
    return { id, sent_at, url: here(), referrer: document.referrer.slice(0, 2048) };
  };
  const answer = await send('POST', '', fields);
  // Ended or forgotten meanwhile: what comes back is not wanted any more.
  if (!answer || load().session_id !== id) return;
  const { status, data } = answer;
  if (status >= 400) {
    // The site does not let this page in, or another site has the id.
    stop();
    // The record is none of ours; the next page begins with an empty one.
    if (status === 400) save({});
    return;
  }
  // A create that another tab sent in the same moment as an end does not reopen.
  mustOpen ||= !!data.ended_at;
  change((visit) => {
    // The totals are those of a session that is gone: this one is new, or follows it.
    if (data.session_id !== id || (data.is_new_session && visit.opened_at)) {
      visit.page_views = visit.active_time = 0;
      visit.started_at = Date.now();
    }
    // The API has counted the page that the session was opened with; by an attempt whose answer was lost, perhaps.
    if (uncounted && !visit.page_views && (data.is_new_session || attempts > 1)) uncounted -= 1;
    visit.page_views = Math.max(visit.page_views, data.page_views);
    visit.visitor_id = data.visitor_id;
    visit.session_id = data.session_id;
    visit.opened_at = Date.now();
  });
  isKnown = true;
}

async function tellTotals(): Promise<void> {
  const custom_data = customData;
  mustTell = false;
  isKnown = true;
  const fields = () => {
    count();
    return { current_url: here(), custom_data };
  };
  const answer = await send('PUT', '', fields);
  if (!answer || answer.status === 404 || answer.status === 409) mustTell = mustOpen = true;
  // Anything else that is refused would be refused again.
  else if (customData === custom_data) customData = {};
}

async function tellPerson(): Promise<void> {
  const path = `/${load().session_id}/identify`;
  if (await send('POST', path, () => ({ ...people[0] }))) people.shift();
}
