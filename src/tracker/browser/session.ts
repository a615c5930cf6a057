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
import { startBeats, stopBeats } from './heartbeat.ts';
import { FIRST_PAUSE_MS, LONGEST_PAUSE_MS, MAX_ROUNDS } from './limits.ts';
import { keep, kept } from './outbox.ts';
import { report, site } from './settings.ts';
import { beginAnew, namedId } from './succession.ts';
import { post, rest, sending, sendLast } from './transport.ts';
import { change, isRefused, isShared, KEY, liveId, load, save, stamp, toJson } from './visit.ts';

/** The visitor has not refused, nor the API. */
export let isOn = false;
/** The page is in view. */
let isHere = false;
/** The `sent_at` of the newest wish to tell of this page, and of the newest that is done with. */
let wishedAt = 0;
let toldAt = 0;
/** Page views that the record does not hold yet. */
let uncounted = 0;
let isMended = false;
let isBusy = false;

export const sessionId = () => (isOn ? liveId() : undefined);

/** The API knows the session, or will in a moment: a create is on its way. */
export const isKnown = () => !!load().opened_at || /^{/.test(sending);

export function begin(): void {
  if (isOn) return;
  isOn = true;
  view();
}

/** Takes part no more, and says nothing. */
export function stop(): void {
  isOn = isHere = false;
}

/** A page is looked at, or the next one of a single-page application. */
export function view(): void {
  if (!isOn) return;
  uncounted += 1;
  look();
  beginTelling();
}

/** Looks whether the page has come into view, or has gone. */
export function look(): void {
  if (isRefused()) stop();
  if (document.hidden) leave();
  else if (isOn && !isHere) {
    isHere = true;
    // What was before is not part of the visit.
    takeActiveTime();
    beginTelling();
  }
}

function beginTelling(): void {
  startBeats(tellSoon);
  tellSoon();
}

/** Tells that the visitor is here, and the totals. */
export function tellSoon(): void {
  if (!isHere) return;
  // Before its turn comes: without locks the tab that wrote last decides.
  namedId();
  wishedAt = stamp();
  exchange();
}

/** The page goes out of view: for another tab or page, or for good. Two events tell; the first counts. */
export function leave(isMove = false): void {
  if (!isHere) return;
  isHere = false;
  sayAllOnLeaving(isMove);
}

function sayAllOnLeaving(isMove: boolean): void {
  sayKept();
  const { custom_data, session_id } = load();
  if (!session_id) return;
  const body = describe();
  const end = `/end${body}`;
  const goesOn = isMove && isShared();
  if (isMove || custom_data) change({ farewell: end });
  // An end would close the session that goes on, and cannot begin one.
  if ((goesOn && custom_data) || !isKnown()) sendLast(body);
  if (goesOn) return;
  sendLast(end);
  change({ left_at: load().sent_at });
}

/** By beacon, what the API has not answered and is not on its way. Whether it arrives is told to nobody. */
function sayKept(): void {
  for (const message of kept()) if (message !== sending) sendLast(message);
}

/** Says a message, and again until the API has answered it. */
export function say(message: string): void {
  keep(message);
  if (isHere) exchange();
  else sayKept();
}

/** Tells what has been changed in the record. A page that is out of view, or is just being left, does so as it does on leaving. */
export function tellChange(): void {
  if (isHere) tellSoon();
  else if (sessionId()) sayAllOnLeaving(false);
}

/** The visit is over. The next page view, or coming back to this one, begins another session of the same visitor. */
export function end(): void {
  if (!sessionId()) return;
  const body = describe();
  change({
    farewell: `/end${body}`,
    // What was said before a create could be sent has no session yet.
    outbox: [load().opened_at ? [] : body, kept()].flat(2),
  });
  beginAnew();
  change({ session_id: undefined, left_at: load().sent_at });
  toldAt = wishedAt;
  stopBeats();
  exchange();
}

/** Another tab has changed the record. If the last word is an end, and this page is in view, it goes on. */
export function heed(): void {
  const { left_at, sent_at } = load();
  if (isRefused()) stop();
  else if (left_at === sent_at) tellSoon();
}

/** Brings the record up to date with this page, and tells both: as a create takes it, and as an end. */
export function describe(sent_at = stamp()): string {
  const { active_time, page_views } = load();
  change({
    active_time: (active_time ?? 0) + takeActiveTime(),
    page_views: (page_views ?? 0) + uncounted,
  });
  uncounted = 0;
  const { farewell, outbox, ...known } = load();
  // The address as the API takes it: a longer one would be refused, and the message with it.
  const url = location.href.slice(0, 2048);
  return toJson({
    ...known,
    sent_at,
    site_id: site,
    id: known.session_id,
    url,
    // What comes once the API has answered this page is no landing.
    referrer: toldAt ? '' : document.referrer.slice(0, 2048),
    landing: !toldAt,
    device: {
      touch_points: navigator.maxTouchPoints,
      pixel_ratio: devicePixelRatio,
      screen_size: `${screen.width}x${screen.height}`,
    },
    exit_url: url,
  });
}

/** One at a time; what comes up meanwhile is part of it. What fails is tried again, for some minutes or until the next heartbeat. */
async function exchange(): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  for (let round = 0; isHere && round < MAX_ROUNDS; round += 1) {
    const [oldest] = kept();
    try {
      if (wishedAt > toldAt) await tellInTurn();
      else if (oldest) await tellKept(oldest);
      else break;
    } catch {
      await rest(Math.min(FIRST_PAUSE_MS * 2 ** round, LONGEST_PAUSE_MS) * (1 + Math.random()));
    }
  }
  isBusy = false;
}

async function tellInTurn(): Promise<void> {
  if (isShared() && navigator.locks) await navigator.locks.request(KEY, tellPage);
  else {
    // Long enough for two tabs to read the same.
    await rest(200);
    await tellPage();
  }
}

async function tellPage(): Promise<void> {
  // One for all attempts: another would be a new wish to open, and undo an end that came in between.
  const sent_at = wishedAt;
  // The page has ended it, or was left, while it waited.
  if (!isHere || sent_at === toldAt) return;
  // Another tab may have forgotten it.
  const id = namedId();
  const said = toJson(load().custom_data);
  const { data, error, status } = await post(describe(sent_at));
  // Ended or forgotten meanwhile: what comes back is not wanted any more.
  if (load().session_id !== id) return;
  if (data) {
    toldAt = sent_at;
    if (data.session_id !== id) beginAnew();
    const { custom_data, page_views } = load();
    change({
      // Where more was said meanwhile, all of it goes once more.
      custom_data: toJson(custom_data) === said ? undefined : custom_data,
      page_views: Math.max(page_views ?? 0, data.page_views),
      idle_timeout: data.expires_at - data.last_activity_at,
      visitor_id: data.visitor_id,
      session_id: data.session_id,
      opened_at: Date.now(),
      farewell: '',
    });
    // A create that another tab sent in the same moment as an end does not reopen.
    if (data.ended_at) tellSoon();
    return;
  }
  const path = error?.details?.issues?.[0]?.path ?? '';
  const { consent, custom_data, outbox } = load();
  if (/^c/.test(path)) {
    // Custom data or consent, which would be refused again.
    change({ [path]: undefined });
  } else if (!isMended && (status === 400 || status === 409)) {
    // Something else has written the record, or another site has the id.
    isMended = true;
    save({ consent, custom_data, outbox });
    return;
  } else stop();
  report(error);
}

async function tellKept(message: string): Promise<void> {
  const { error, status } = await post(message);
  change({ outbox: kept().filter((one) => one !== message) });
  if (/^.end/.test(message)) return;
  if (status === 404 && load().session_id) {
    // Its session was never opened, or is erased: it is said of the one that there is.
    tellSoon();
    const [, id = ''] = message.split('/');
    keep(message.replaceAll(id, namedId()));
  } else report(error);
}
