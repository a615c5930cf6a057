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
 * - What a page says (who the visitor is, custom data) stands in the record until the API has answered it. Until then
 *   it goes by beacon each time a page is left, since the next one may not have the script, or never come; and whichever
 *   page comes next says it again. Each of these messages may be heard any number of times.
 * - What is sent are totals, read when it is sent. A message that fails is sent again later, and whichever
 *   comes next makes up for one that was lost.
 * - The id is chosen here and written down before it is sent, so that create can be repeated, and so that tabs that
 *   open at once share one session. With Web Locks one tab speaks at a time, and counts what the other has told; without
 *   them both send the id that was written down last.
 */
import { takeActiveTime } from './attention.ts';
import { resumeBeats, startBeats, stopBeats } from './heartbeat.ts';
import { LEAST_IDLE_MS, MAX_BYTES, MAX_ROUNDS, REFUSED, USUAL_IDLE_MS } from './limits.ts';
import { forgetMove } from './moves.ts';
import { isQuiet, report, site } from './settings.ts';
import { rest, send, sending, sendLast } from './transport.ts';
import {
  type Fields,
  isRefused,
  isShared,
  KEY,
  load,
  mintId,
  save,
  stamp,
  toJson,
  visit,
} from './visit.ts';

/** The visitor has not refused, nor the API. */
let isOn = false;
/** The page is in view. */
let isHere = false;
let mustTell = false;
/** The newest `sent_at` by which this page has told of itself. */
let toldAt = 0;
/** The API has answered this page: what comes from now on is no landing. */
let hasLanded = false;
/** Page views that the record does not hold yet. */
let uncounted = 0;
/** The newest create, as it was sent last. */
let create = '';
/** The API did not find the session for it. */
let missed = '';
let isMended = false;
let isBusy = false;
/** Calls from before anything may be stored or sent. */
const waiting: Call[] = [];

/** Over for longer than it can be resumed. */
const isFinal = () =>
  visit.session_id &&
  Date.now() > visit.sent_at + Math.max(Number(visit.idle_timeout) || USUAL_IDLE_MS, LEAST_IDLE_MS);

export const sessionId = () => (isOn && !isFinal() ? visit.session_id : undefined);

export function begin(): void {
  if (isOn) return;
  isOn = true;
  view();
  call(...waiting.splice(0));
}

export type Call = [name: string, given: unknown];

/** What a page can ask for, by name. It waits for a visit, and throws nothing into the page. */
export const calls: Record<string, (given: never) => void> = {
  identify,
  update,
  end,
  consent,
};

export function call(...all: Call[]): void {
  for (const [name, given] of all) {
    try {
      if (isOn || name === 'consent') calls[name]?.(given as never);
      else waiting.push([name, given]);
    } catch (error) {
      report(error as Error);
    }
  }
}

/** Takes part no more, and says nothing. */
function stop(): void {
  isOn = isHere = false;
}

/** A page is looked at, or the next one of a single-page application. */
export function view(): void {
  if (!isOn) return;
  forgetMove();
  uncounted += 1;
  look();
  startBeats(tellSoon);
  tellSoon();
}

/** Looks whether the page has come into view, or has gone. */
export function look(): void {
  if (isRefused()) stop();
  if (document.hidden) leave();
  else if (isOn && !isHere) {
    isHere = true;
    // What was before is not part of the visit.
    takeActiveTime();
    startBeats(tellSoon);
    tellSoon();
  }
}

/** Tells that the visitor is here, and the totals. */
function tellSoon(): void {
  if (!isHere) return;
  mustTell = true;
  exchange();
}

export function noteSign(awayMs: number): void {
  if (isHere) resumeBeats(awayMs);
}

/** The page goes out of view: for another tab or page, or for good. Two events tell; the first counts. */
export function leave(isMove = false): void {
  if (!isHere) return;
  isHere = false;
  const { session_id, custom_data, opened_at } = load();
  const body = describe();
  if (session_id) {
    const goesOn = isMove && isShared();
    if (isMove || custom_data) visit.farewell = body;
    // An end would close the session that goes on, and cannot begin one.
    if ((goesOn && custom_data) || (!opened_at && !isOpening())) sendLast('', body);
    sayAgain();
    if (!goesOn) sendEnd(body);
  } else sayAgain();
}

const isOpening = () => !!sending && sending === create;

function sendEnd(body: string): void {
  sendLast('/end', body);
  visit.left_at = visit.sent_at;
}

/** By beacon, what the API has not answered and is not on its way. Whether it arrives is told to nobody. */
function sayAgain(): void {
  for (const [body, path] of kept()) if (body !== sending) sendLast(path, body);
}

/** Another tab has changed the record. If it has ended the session, and this one is in view, this one goes on. */
export function heed(): void {
  if (isRefused()) stop();
  // An end from before this page has spoken is that of the page before it.
  else if ((visit.left_at ?? 0) > toldAt) tellSoon();
}

/** The visit is over. The next page view, or coming back to this one, begins another session of the same visitor. */
function end(): void {
  if (!sessionId()) return;
  const body = describe();
  // What was said before a create could be sent has no session yet. A space makes two entries of one body.
  if (!visit.opened_at) visit.outbox = { [`${body} `]: '', ...visit.outbox };
  visit.farewell = body;
  beginAnew();
  visit.session_id = undefined;
  visit.left_at = toldAt = visit.sent_at;
  mustTell = false;
  stopBeats();
  exchange();
}

/** What the visitor has decided. That they agree is told to every session, with the time at which they first did. */
function consent(isGiven: boolean): void {
  if (isQuiet) return;
  if (isGiven) {
    if (isRefused()) save({});
    if (!visit.consent) {
      visit.consent = { given: true, at: Date.now() };
      tellSoon();
    }
    begin();
    return;
  }
  const isKnown = sessionId() && (visit.opened_at || isOpening());
  const body = describe({ consent: { given: false, at: Date.now() } });
  stop();
  save(REFUSED);
  if (isKnown) send('/end', isRefused, () => body);
}

function update(fields: { custom_data?: Fields }): void {
  visit.custom_data = limit({ ...visit.custom_data, ...fields.custom_data });
  tellSoon();
  // In a page that is out of view, or is just being left.
  if (!isHere && sessionId()) {
    visit.farewell = describe();
    sendEnd(visit.farewell);
  }
}

function identify(given: Fields): void {
  const session_id = named();
  // The same words in another session are another message.
  const body = toJson(limit({ ...given, site_id: site, session_id }));
  const path = `/${session_id}/identify`;
  keep(path, body);
  if (isHere) exchange();
  else sendLast(path, body);
}

/** What is larger is refused by the API, and might be by the browser as well. */
function limit(fields: Fields): Fields {
  if (new Blob([toJson(fields)]).size > MAX_BYTES) throw Error('That is more than 4 KiB.');
  return fields;
}

/** What something else has written into the record is left there: where it would go nobody may answer. */
const kept = () =>
  Object.entries(Object(visit.outbox) as Record<string, string>).filter(([, path]) =>
    /^(\/end|\/[\w-]+\/identify)?$/.test(path),
  );

function keep(path: string, body: string): void {
  visit.outbox = { ...visit.outbox, [body]: path };
}

/** The session in the record has come to its end: another one follows, and knows of nothing yet. */
function beginAnew(): void {
  const { farewell, session_id } = load();
  if (farewell) {
    keep('/end', farewell);
    visit.custom_data = undefined;
  }
  visit.previous_session_id = session_id ?? visit.previous_session_id;
  visit.session_id = mintId();
  visit.opened_at = visit.farewell = undefined;
  visit.page_views = visit.active_time = 0;
  takeActiveTime();
  stamp();
}

/** The id of a session that is not long over. */
function named(): string {
  if (!visit.session_id || isFinal()) beginAnew();
  return visit.session_id ?? '';
}

/** Brings the record up to date with this page, and tells both: as a create takes it, and as an end. */
function describe(more?: Fields): string {
  visit.active_time += takeActiveTime();
  visit.page_views += uncounted;
  uncounted = 0;
  stamp();
  const { farewell, outbox, ...known } = load();
  // The address as the API takes it: a longer one would be refused, and the message with it.
  const url = location.href.slice(0, 2048);
  return toJson({
    ...known,
    site_id: site,
    id: known.session_id,
    url,
    referrer: hasLanded ? '' : document.referrer.slice(0, 2048),
    landing: !hasLanded,
    device: {
      touch_points: navigator.maxTouchPoints,
      pixel_ratio: devicePixelRatio,
      screen_size: `${screen.width}x${screen.height}`,
    },
    exit_url: url,
    ...more,
  });
}

/** One at a time; what comes up meanwhile is part of it. */
async function exchange(): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  for (let round = 0; isHere && round < MAX_ROUNDS; round += 1) {
    const [oldest] = kept();
    if (mustTell) await tellInTurn();
    else if (oldest) await tellKept(...oldest);
    else break;
  }
  isBusy = false;
}

async function tellInTurn(): Promise<void> {
  // Before its turn comes: without locks the tab that wrote last decides.
  named();
  const { opened_at } = visit;
  try {
    await navigator.locks.request(KEY, tellPage);
  } catch {
    // Long enough for two tabs to read the same.
    if (!opened_at) await rest(200);
    await tellPage();
  }
}

async function tellPage(): Promise<void> {
  // The page has ended it while it waited.
  if (!mustTell) return;
  // Another tab may have forgotten it.
  const id = named();
  // One for all attempts: another would be a new wish to open, and undo an end that came in between.
  const sent_at = stamp();
  toldAt = sent_at;
  mustTell = false;
  const isWanted = () => isHere && visit.session_id === id;
  let said = '';
  const answer = await send('', isWanted, () => {
    said = toJson(visit.custom_data);
    create = describe({ id, sent_at });
    return create;
  });
  // Ended or forgotten meanwhile: what comes back is not wanted any more.
  if (visit.session_id !== id) return;
  if (!answer) {
    mustTell = true;
    return;
  }
  const { data, error, status } = answer;
  if (data) {
    if (data.session_id !== id) beginAnew();
    // Where more was said meanwhile, all of it goes once more.
    if (toJson(visit.custom_data) === said) visit.custom_data = undefined;
    visit.page_views = Math.max(visit.page_views, data.page_views);
    visit.idle_timeout = data.expires_at - data.last_activity_at;
    visit.visitor_id = data.visitor_id;
    visit.session_id = data.session_id;
    visit.opened_at = Date.now();
    visit.farewell = visit.previous_session_id = undefined;
    hasLanded = true;
    // A create that another tab sent in the same moment as an end does not reopen.
    mustTell ||= !!data.ended_at;
    return;
  }
  const path = error?.details?.issues?.[0]?.path ?? '';
  const isSaid = /^c/.test(path);
  const isToMend = !isSaid && !isMended && (status === 400 || status === 409);
  mustTell = isSaid || isToMend;
  if (!isToMend) report(error);
  // Custom data or consent, which would be refused again.
  if (isSaid) save({ ...load(), [path]: undefined });
  else if (isToMend) {
    // Something else has written the record, or another site has the id.
    const { consent, custom_data, outbox } = load();
    save({ consent, custom_data, outbox });
    isMended = true;
  } else stop();
}

async function tellKept(body: string, path: string): Promise<void> {
  const answer = await send(
    path,
    () => isHere,
    () => body,
  );
  if (!answer) return;
  const isEnd = path === '/end';
  if (answer.status === 404 && !isEnd && visit.session_id && missed !== body) {
    // Its session was never opened, or is erased: it is said of the one that there is.
    missed = body;
    mustTell = true;
    keep(`/${named()}/identify`, body);
    return;
  }
  if (!isEnd) report(answer.error);
  const { [body]: _, ...others } = visit.outbox;
  visit.outbox = others;
}
