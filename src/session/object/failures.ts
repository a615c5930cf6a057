/** The failures that the object itself answers with. */
import { logError } from '../../log';
import type { Failed } from './contract';
import { withOlderNames } from './older-version';

/** D1 being needed and down is an expected outcome, and errors lose their names across RPC. */
export function unavailable(error: unknown): Failed {
  logError('object_failed', error);
  return withOlderNames({ error: 'unavailable', session: null });
}

export function notFound(): Failed {
  return { error: 'session_not_found', session: null };
}
