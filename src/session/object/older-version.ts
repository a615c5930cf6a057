/**
 * While a version is rolled out, Workers and objects of two versions call each other for some seconds. In the version before
 * failures had one name, a failure was `{ refusal, session }`, or `{ failure }` for a lead that is not there. So failures
 * carry both names, and both are read. To be removed with the next version.
 */
import type { Failed } from './contract';

/** An answer to a Worker of any version. */
export function withOlderNames<T>(answer: T | Failed): T | Failed {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return answer;
  const name = answer.error === 'lead_not_found' ? 'failure' : 'refusal';
  return Object.assign({ [name]: answer.error }, answer);
}

/**
 * An answer of an object of any version. Throws for one that has none of the names known here: it is of a later version,
 * and whoever called is told to try again.
 */
export function readAnswer<T>(answer: T): T | Failed {
  if (typeof answer !== 'object' || answer === null) return answer;
  if ('view' in answer || 'error' in answer || 'erased' in answer) return answer;
  const older: { refusal?: unknown; failure?: unknown; session?: unknown } = answer;
  const { refusal, failure, session = null } = older;
  const error = refusal ?? failure;
  // As for the stub: what comes from an object has the types that it was sent with.
  if (typeof error === 'string') return { error, session } as Failed;
  throw new Error('the object answers in a way that this version does not know');
}
