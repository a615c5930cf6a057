import { logError } from '../../log';
import type { Refused, VisitorSession } from './object';

/** What the object offers across RPC. */
export type SessionCalls = Pick<
  VisitorSession,
  | 'open'
  | 'read'
  | 'update'
  | 'end'
  | 'identify'
  | 'link'
  | 'siteOf'
  | 'erase'
  | 'reconcile'
  | 'flushNow'
  | 'flushLater'
>;

/**
 * The object of a session. The one assertion: the stub's own type wraps every answer in conditional types
 * that unions and JSON values are too deep for; plain values cross RPC as they are.
 */
export function sessionObject(env: Env, sessionId: string): SessionCalls {
  return env.VISITOR_SESSIONS.getByName(sessionId) as unknown as SessionCalls;
}

/**
 * Calls the object of a session. A call lost to a passing fault is made once more, on a fresh stub:
 * every call may be repeated. An overloaded object is left alone, and the caller told to wait.
 */
export async function callSession<T>(
  env: Env,
  sessionId: string,
  call: (object: SessionCalls) => T | Promise<T>,
): Promise<T | Refused> {
  try {
    return await call(sessionObject(env, sessionId));
  } catch (error) {
    if (!isRetryable(error)) {
      logError('object_unreachable', error, { session_id: sessionId });
      return UNAVAILABLE;
    }
  }
  try {
    return await call(sessionObject(env, sessionId));
  } catch (error) {
    logError('object_unreachable', error, { session_id: sessionId });
    return UNAVAILABLE;
  }
}

const UNAVAILABLE: Refused = { refusal: 'unavailable', session: null };

/** https://developers.cloudflare.com/durable-objects/best-practices/error-handling/ */
function isRetryable(error: unknown): boolean {
  const flags: { retryable?: unknown; overloaded?: unknown } = Object(error);
  return flags.retryable === true && flags.overloaded !== true;
}
