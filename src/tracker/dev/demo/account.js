/**
 * The state of the session: the API's last response, and what was sent and counted here since. It is kept for the tab
 * from page to page, so that the panel is not empty while the next response is pending.
 */
import { activeTime, whyPaused } from './active-time.js';

const STORED_AS = 'demo-panel';
const MAX_LINES = 12;
const { site } = document.querySelector('script[data-site]').dataset;

const EMPTY = {
  /** The session in the API's last response; the times of its request and response; this page's active time at the request. */
  answer: undefined,
  askedAt: 0,
  answeredAt: 0,
  activeThen: 0,
  /** The last end that was sent. If it was a beacon, it has no response. */
  end: undefined,
  /** The newest create. */
  lastCreate: {},
  /** Why the newest create has failed, if it has. */
  problem: undefined,
  lines: [],
};
const account = { ...EMPTY, ...restore() };
let due;
let hasFired = false;
let hasReported = false;
let isLeft = false;

export const lines = () => account.lines;

/** The API's last response, and the end that was sent after it. */
export const lastResponse = () => ({ answer: account.answer, end: unansweredEnd()?.body });

/** Handles an event of `tapNetwork`. */
export function noteEvent(event) {
  switch (event.type) {
    case 'sent':
      noteSent(event.message);
      break;
    case 'answered':
      noteAnswer(event);
      break;
    case 'failed':
      // Leaving the page cuts off the response; the request was sent.
      if (isLeft) break;
      event.message.line.result = 'failed';
      if (event.message.kind === 'create') account.problem = { isTransient: true };
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
  save();
}

function noteSent(message) {
  const { kind, body, isBeacon, sentAt } = message;
  message.activeThen = activeTime();
  message.line = { at: sentAt, kind, result: isBeacon ? 'beacon' : '…', about: '' };
  account.lines = [message.line, ...account.lines].slice(0, MAX_LINES);
  // The end of an earlier session may be sent late.
  if (kind === 'end' && body.session_id === account.answer?.session_id) {
    account.end = { body, sentAt, isByCall: !document.hidden };
  }
  if (kind !== 'create') return;
  message.line.about = reasonOf(body);
  account.lastCreate = { sent_at: body.sent_at, page_views: body.page_views };
  hasFired = false;
  hasReported = true;
}

function reasonOf({ sent_at, page_views, custom_data }) {
  if (sent_at === account.lastCreate.sent_at) return 'retry';
  const reasons = [];
  if (page_views !== account.lastCreate.page_views) reasons.push('page view');
  if (Object.keys(custom_data ?? {}).length > 0) reasons.push('data');
  if (reasons.length === 0 && hasFired) reasons.push('heartbeat');
  return reasons.join(', ');
}

function noteAnswer({ message, status, answer }) {
  const { kind, line, sentAt, activeThen } = message;
  line.result = status;
  if (status >= 400) {
    line.about = answer.error?.code ?? '';
    const isTransient = status >= 500 || status === 429;
    if (kind === 'create') account.problem = { isTransient, message: answer.error?.message };
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

/** The session as it probably is now. `counted` names the figures that were counted here since the last response. */
export function currentState() {
  if (isRefused()) {
    forget();
    return { phase: 'refused' };
  }
  const { answer, problem } = account;
  if (!answer) return { phase: 'none', problem };
  const lastAt = account.answeredAt;
  const reports = { lastAt, due, isFirst: !hasReported, problem, pausedBecause: whyPaused() };
  const end = unansweredEnd();
  if (end) return { phase: 'ended', ...endedBy(end), reports };
  const { isByCall } = account.end ?? {};
  if (answer.status === 'ended') {
    return { phase: 'ended', session: answer, counted: [], isByCall, reports };
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

/** The probable result of an end that has no response. */
function endedBy({ body, sentAt, isByCall }) {
  const { answer } = account;
  const duration = body.duration ?? answer.duration + sentAt - account.askedAt;
  const page_views = Math.max(answer.page_views, body.page_views ?? 0);
  const active_time = Math.min(duration, Math.max(answer.active_time, body.active_time ?? 0));
  const engaged = answer.engaged || active_time >= 10_000 || page_views >= 2;
  const exit_type = engaged ? 'exit' : 'bounce';
  const now = { duration, page_views, active_time, engaged, exit_type, ttl: 0 };
  const counted = Object.keys(now).filter((name) => now[name] !== answer[name]);
  return { session: { ...answer, ...now, status: 'ended', ended_at: sentAt }, counted, isByCall };
}

/** s.js stores `0` as its record once the visitor has refused consent. */
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
    // The page that would have received the response is gone.
    for (const line of stored.lines) if (line.result === '…') line.result = 'sent';
    return { ...stored, problem: undefined };
  } catch {
    return {};
  }
}

/** `activeThen` becomes relative to the next page, whose active time starts at 0. */
function save() {
  if (isRefused()) return;
  const activeThen = account.activeThen - activeTime();
  try {
    sessionStorage[STORED_AS] = JSON.stringify({ ...account, activeThen });
  } catch {}
}
addEventListener('pagehide', () => {
  isLeft = true;
  save();
});
addEventListener('pageshow', () => {
  isLeft = false;
});
