/** Calls to the objects of sessions, from wherever there is an `env`. */
import type { LeadId, SessionId, SiteId } from '../../ids/uuid';
import { logError } from '../../log';
import type { Failed, SessionCalls } from './contract';
import { readAnswer } from './older-version';

/**
 * The object of a session. The one assertion: the stub's own type wraps every answer in conditional types
 * that unions and JSON values are too deep for; plain values cross RPC as they are.
 */
export function sessionObject(env: Env, sessionId: SessionId): SessionCalls {
  return env.VISITOR_SESSIONS.getByName(sessionId) as unknown as SessionCalls;
}

/**
 * Calls the object of a session; never throws. A call lost to a passing fault is made once more, on a fresh stub. An
 * overloaded object is left alone. What is lost for good is answered `unavailable`.
 *
 * @example
 * const read = await callSession(env, session_id, (object) => object.read(session_id, site_id));
 */
export async function callSession<T>(
  env: Env,
  sessionId: SessionId,
  call: (object: SessionCalls) => Promise<T>,
): Promise<T | Failed> {
  const callOnce = async () => readAnswer(await call(sessionObject(env, sessionId)));
  try {
    return await callOnce();
  } catch (error) {
    if (!isRetryable(error)) return unreachable(sessionId, error);
  }
  try {
    return await callOnce();
  } catch (error) {
    return unreachable(sessionId, error);
  }
}

function unreachable(sessionId: SessionId, error: unknown): Failed {
  logError('object_unreachable', error, { session_id: sessionId });
  return { error: 'unavailable', session: null };
}

/** https://developers.cloudflare.com/durable-objects/best-practices/error-handling/ */
function isRetryable(error: unknown): boolean {
  const flags: { retryable?: unknown; overloaded?: unknown } = Object(error);
  return flags.retryable === true && flags.overloaded !== true;
}

/** Has the object of a session take a lead; false: the object, or D1 which it needs, could not be reached. */
export function askToLink(env: Env) {
  return async (sessionId: SessionId, siteId: SiteId, leadId: LeadId): Promise<boolean> => {
    const answer = await callSession(env, sessionId, (object) =>
      object.link(sessionId, siteId, leadId),
    );
    return !('error' in answer && answer.error === 'unavailable');
  };
}
