/**
 * What is known of the session: the API's last word, and what was heard and counted here since. It goes with the tab from
 * page to page, so that the panel is not empty while the next answer is on its way.
 */
import { activeTime, whyAtRest } from './active-time.js';

const STORED_AS = 'demo-panel';
const MAX_LINES = 12;
const { site } = document.querySelector('script[data-site]').dataset;

const EMPTY = {
  /** The session as the API gave it last; when that was asked and came, and how much was active by then. */
  answer: undefined,
  askedAt: 0,
  answeredAt: 0,
  activeThen: 0,
  /** The end that was sent last; without an answer, if it was a beacon. */
  end: undefined,
  /** The newest create. */
  told: {},
  /** Why the API has not taken the newest create, if it has not. */
  problem: undefined,
  lines: [],
};
const account = { ...EMPTY, ...restore() };
let due;
let hasFired = false;
let hasSpoken = false;
let isLeft = false;

export const lines = () => account.lines;

/** The API's last word, and the end that was sent after it. */
export const lastWords = () => ({ answer: account.answer, end: unansweredEnd()?.body });

/** Takes what `overhear` tells. */
export function hear(event) {
  switch (event.type) {
    case 'sent':
      noteSent(event.message);
      break;
    case 'answered':
      noteAnswer(event);
      break;
    case 'failed':
      // Whoever leaves the page cuts off its answers, and not what was sent.
      if (isLeft) break;
      event.message.line.result = 'failed';
      if (event.message.kind === 'create') account.problem = { isPassing: true };
      break;
    case 'armed':
      due = { at: event.at, delayMs: event.delayMs };
      break;
    case 'fired':
      hasFired = true;
      due = undefined;
      break;
    case 'cleared':
      due = undefined;
      break;
  }
  keep();
}

function noteSent(message) {
  const { kind, body, isBeacon, sentAt } = message;
  message.activeThen = activeTime();
  message.line = { at: sentAt, kind, result: isBeacon ? 'beacon' : '…', about: '' };
  account.lines = [message.line, ...account.lines].slice(0, MAX_LINES);
  // The end of an earlier session may be told late.
  if (kind === 'end' && body.session_id === account.answer?.session_id) {
    account.end = { body, sentAt, isAsked: !document.hidden };
  }
  if (kind !== 'create') return;
  message.line.about = reasonOf(body);
  account.told = { sent_at: body.sent_at, page_views: body.page_views };
  hasFired = false;
  hasSpoken = true;
}

function reasonOf({ sent_at, page_views, custom_data }) {
  if (sent_at === account.told.sent_at) return 'once more';
  const reasons = [];
  if (page_views !== account.told.page_views) reasons.push('page view');
  if (Object.keys(custom_data ?? {}).length > 0) reasons.push('data');
  if (reasons.length === 0 && hasFired) reasons.push('heartbeat');
  return reasons.join(', ');
}

function noteAnswer({ message, status, answer }) {
  const { kind, line, sentAt, activeThen } = message;
  line.result = status;
  if (status >= 400) {
    line.about = answer.error?.code ?? '';
    const isPassing = status >= 500 || status === 429;
    if (kind === 'create') account.problem = { isPassing, message: answer.error?.message };
    return;
  }
  const { data } = answer;
  const end = unansweredEnd();
  const isOver = end?.body.session_id === data.session_id && sentAt < end.sentAt;
  if (isRefused() || isOver) return;
  if (kind === 'create') {
    if (data.is_new_session) line.about = 'opened';
    else if (data.reopened) line.about = 'reopened';
    account.problem = undefined;
  }
  Object.assign(account, { answer: data, askedAt: sentAt, answeredAt: Date.now(), activeThen });
  account.end = kind === 'end' ? { ...end, isAnswered: true } : undefined;
}

const unansweredEnd = () => (account.end?.isAnswered ? undefined : account.end);

/** The session as it seems to be now. `counted` names the figures that are no word of the API. */
export function look() {
  if (isRefused()) {
    forget();
    return { phase: 'refused' };
  }
  const { answer, problem } = account;
  if (!answer) return { phase: 'none', problem };
  const lastAt = account.answeredAt;
  const reports = { lastAt, due, isFirst: !hasSpoken, problem, atRest: whyAtRest() };
  const end = unansweredEnd();
  if (end) return { phase: 'ended', ...endedBy(end), reports };
  const { isAsked } = account.end ?? {};
  if (answer.status === 'ended') {
    return { phase: 'ended', session: answer, counted: [], isAsked, reports };
  }
  const now = Date.now();
  const ttl = Math.ceil(answer.ttl - (now - account.answeredAt) / 1000);
  if (ttl <= 0) {
    const ended_at = answer.last_activity_at;
    const session = { ...answer, status: 'ended', ended_at, ttl: 0, exit_type: 'timeout' };
    return { phase: 'idle', session, counted: ['ttl', 'exit_type'], reports };
  }
  const duration = answer.duration + now - account.askedAt;
  const active_time = Math.min(duration, answer.active_time + activeTime() - account.activeThen);
  const session = { ...answer, duration, active_time, ttl };
  return { phase: 'live', session, counted: ['active_time', 'duration', 'ttl'], reports };
}

/** What the API makes of an end, as far as can be told without its answer. */
function endedBy({ body, sentAt, isAsked }) {
  const { answer } = account;
  const duration = body.duration ?? answer.duration + sentAt - account.askedAt;
  const page_views = Math.max(answer.page_views, body.page_views ?? 0);
  const active_time = Math.min(duration, Math.max(answer.active_time, body.active_time ?? 0));
  const engaged = answer.engaged || active_time >= 10_000 || page_views >= 2;
  const exit_type = engaged ? 'exit' : 'bounce';
  const now = { duration, page_views, active_time, engaged, exit_type, ttl: 0 };
  const counted = Object.keys(now).filter((name) => now[name] !== answer[name]);
  return { session: { ...answer, ...now, status: 'ended', ended_at: sentAt }, counted, isAsked };
}

/** What s.js keeps in place of a visit once the visitor has refused. */
function isRefused() {
  try {
    return localStorage[`visitorSession:${site}`] === '0';
  } catch {
    return false;
  }
}

function forget() {
  Object.assign(account, EMPTY, { lines: account.lines });
  try {
    sessionStorage.removeItem(STORED_AS);
  } catch {}
}

function restore() {
  try {
    const stored = JSON.parse(sessionStorage[STORED_AS]);
    // The page that would have heard the answer is gone.
    for (const line of stored.lines) if (line.result === '…') line.result = 'sent';
    return { ...stored, problem: undefined };
  } catch {
    return {};
  }
}

/** `activeThen` becomes relative to the page that comes next, which counts from nought. */
function keep() {
  if (isRefused()) return;
  const activeThen = account.activeThen - activeTime();
  try {
    sessionStorage[STORED_AS] = JSON.stringify({ ...account, activeThen });
  } catch {}
}
addEventListener('pagehide', () => {
  isLeft = true;
  keep();
});
addEventListener('pageshow', () => {
  isLeft = false;
});
