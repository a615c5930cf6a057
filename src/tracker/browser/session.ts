/**
 * This page's part in the session of its visitor and site.
 *
 * - One message a page: a create, which opens the session, resumes or reopens it as may be, and tells the totals. A page
 *   of a single-page application sends the same, and so does a heartbeat.
 * - The page takes part while it is in view (`isLive`). Leaving for another page of the site says nothing: that page
 *   goes on. Any other way of leaving ends the session by one beacon, since nothing else can be told once a tab has been
 *   closed; coming into view reopens it. Another tab that is in view all the while (in a window beside this one) hears
 *   of the end and reopens the session at once. So no tab has to know which others there are, and none that has
 *   crashed can be missed.
 * - What a page counts stands in the record when it is left, and whichever page comes next tells it. Its end stands there
 *   as well (`farewell`): a visitor who was on the way to a page without the script, or closed the tab before the next
 *   page came, and who returns when the session is long final, tells that end then. Who never returns leaves a session
 *   that goes idle, without the active time since its last message: half the idle timeout at most, and 4 minutes.
 * - What is sent are totals, read when it is sent. A message that fails is sent again later, and whichever
 *   comes next makes up for one that was lost.
 * - The id is chosen here and written down before it is sent, so that create can be repeated, and so that tabs that
 *   open at once share one session. With Web Locks one tab speaks at a time, and counts what the other has told; without
 *   them both send the id that was written down last.
 */
import { takeActiveTime } from './attention.ts';
import { resumeBeats, startBeats, stopBeats } from './heartbeat.ts';
import { LEAST_IDLE_MS, MAX_ROUNDS } from './limits.ts';
import { rest, send, sendEnd, stamp, write } from './transport.ts';
import { change, isRefused, isShared, KEY, load, mintId, save } from './visit.ts';

type Fields = Record<string, unknown>;

/** The visitor has not refused, nor the API. */
let isOn = false;
/** The page is in view and takes part. */
let isLive = false;
const isHere = () => isLive;
/** The session in the record is that of this visit: the API has said so to this page, or it cannot be final yet. */
let isKnown = false;
let mustTell = false;
/** The newest `sent_at` by which this page has told of itself. */
let toldAt = 0;
/** Page views that the record does not hold yet. */
let uncounted = 0;
/** Those that it holds, and that the API has not answered yet. */
let unanswered = 0;
/** What the page has said and the API has not taken yet. */
let customData: Fields = {};
let people: Fields[] = [];
/** The API did not find the session for the first of them. */
let wasMissed = false;
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
  startBeats(tellSoon);
  exchange();
}

/** Looks whether the page has come into view, or has gone. */
export function look(): void {
  if (isRefused()) stop();
  if (document.hidden) leave();
  else if (isOn && !isLive) {
    isLive = true;
    // What was before is not part of the visit.
    takeActiveTime();
    startBeats(tellSoon);
    tellSoon();
  }
}

export function noteSign(awayMs: number): void {
  if (isLive) resumeBeats(awayMs);
}

/** Tells that the visitor is here, and the totals. */
export function tellSoon(): void {
  mustTell = true;
  exchange();
}

/** The page goes out of view: for another tab or page, or for good. Two events tell; the first counts. */
export function leave(isMove = false): void {
  if (!isLive) return;
  isLive = false;
  stopBeats();
  if (tellEnd(isMove)) announceEnd();
}

/** Another tab has changed the record. If it has ended the session, and this one is in view, this one goes on. */
export function heed(): void {
  if (isRefused()) stop();
  // An end from before this page has spoken is that of the page before it.
  else if ((load().left_at ?? 0) > toldAt) tellSoon();
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
    visit.session_id = visit.opened_at = visit.farewell = undefined;
    visit.page_views = visit.active_time = 0;
  });
}

export function addCustomData(given?: Fields): void {
  customData = { ...customData, ...given };
  tellSoon();
}

export function identify(given: Fields): void {
  people.push({ ...given });
  // The session may be over, and another to be opened for them.
  mustTell ||= load().sent_at < Date.now() - LEAST_IDLE_MS;
  exchange();
}

function announceEnd(): void {
  change((visit) => {
    visit.left_at = visit.sent_at;
  });
}

/** Brings the record up to date with this page. */
function count(): void {
  change((visit) => {
    visit.active_time += takeActiveTime();
    visit.page_views += uncounted;
  });
  unanswered += uncounted;
  uncounted = 0;
}

/** Tells the end, or leaves it to the next page. */
function tellEnd(isMove = false): boolean {
  if (!isKnown) return false;
  // NaN, which JSON writes as null, if somebody has emptied the record.
  const duration = Math.max(0, Date.now() - load().started_at);
  count();
  const farewell = write({ exit_url: here(), duration });
  if (isMove) {
    change((visit) => {
      visit.farewell = farewell;
    });
    if (isShared()) return false;
  }
  sendEnd(farewell);
  return true;
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
    mustTell = true;
  });
}

async function exchangeNow(): Promise<void> {
  isQueued = false;
  for (let round = 0; isLive && round < MAX_ROUNDS; round += 1) {
    if (mustTell || uncounted || !load().opened_at) await tellInTurn();
    else if (people[0]) await tellPerson();
    else break;
  }
}

/** The record, with the id of a session. */
const named = () =>
  change((visit) => {
    isKnown ||=
      !visit.session_id || Date.now() < visit.sent_at + (visit.idle_timeout || LEAST_IDLE_MS);
    if (visit.session_id) return;
    visit.session_id = mintId();
    visit.started_at = Date.now();
  });

async function tellInTurn(): Promise<void> {
  // Before its turn comes: without locks the tab that wrote last decides.
  const { opened_at } = named();
  try {
    await navigator.locks.request(KEY, tell);
  } catch {
    // Long enough for two tabs to read the same.
    if (!opened_at) await rest(200);
    await tell();
  }
}

async function tell(): Promise<void> {
  // Another tab may have forgotten it meanwhile.
  const { session_id: id } = named();
  // One for all attempts: another would be a new wish to open, and undo an end that came in between.
  const { sent_at } = stamp();
  const custom_data = customData;
  toldAt = sent_at;
  mustTell = false;
  const answer = await send('', isHere, () => {
    count();
    return { id, sent_at, url: here(), referrer: document.referrer.slice(0, 2048), custom_data };
  });
  if (!answer) mustTell = true;
  const { session_id, farewell } = load();
  // Ended or forgotten meanwhile: what comes back is not wanted any more.
  if (!answer || session_id !== id) return;
  const { status, data } = answer;
  if (status >= 400) {
    if (Object.keys(custom_data)[0]) {
      // It may be what is refused, and would be again.
      customData = {};
      mustTell = true;
      return;
    }
    // The site does not let this page in, or another site has the id.
    stop();
    // The record is none of ours; the next page begins with an empty one.
    if (status === 400) save({});
    return;
  }
  if (customData === custom_data) customData = {};
  // A create that another tab sent in the same moment as an end does not reopen.
  mustTell ||= !!data.ended_at;
  const isOther = data.session_id !== id;
  change((visit) => {
    if (isOther) {
      // The totals are those of a session that is final. This one follows it, and knows of one page so far.
      visit.page_views = unanswered;
      visit.active_time = 0;
      visit.started_at = Date.now();
      mustTell ||= unanswered > data.page_views;
    }
    visit.page_views = Math.max(visit.page_views, data.page_views);
    visit.idle_timeout = Math.max(LEAST_IDLE_MS, data.expires_at - data.last_activity_at);
    visit.visitor_id = data.visitor_id;
    visit.session_id = data.session_id;
    visit.opened_at = Date.now();
    visit.farewell = undefined;
  });
  isKnown = true;
  unanswered = 0;
  if (isOther && farewell) sendEnd(farewell);
}

async function tellPerson(): Promise<void> {
  const answer = await send(`/${load().session_id}/identify`, isHere, () => ({ ...people[0] }));
  if (!answer) return;
  wasMissed = answer.status === 404 && !wasMissed;
  if (wasMissed) mustTell = true;
  else people.shift();
}
