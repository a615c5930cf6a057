/** Asks the API: by the cookie of who is signed in, or by the token of a share link, which the address has. */
import { type AnyFailure, createClient } from '../../../client/client';

export type { AnyFailure, CallOptions, Data, Input, Result, Schemas } from '../../../client/client';

/** From `#share=TOKEN`. */
export const shareToken = new URLSearchParams(location.hash.slice(1)).get('share');

/** Failures are values: `const { data, error } = await api.listLeads({ limit: 50 })`. */
export const api = createClient({ url: '', key: shareToken ?? undefined });

// Another link is another page.
addEventListener('hashchange', () => {
  if (new URLSearchParams(location.hash.slice(1)).get('share') !== shareToken) location.reload();
});

export type Told = { title: string; advice: string };

/** What went wrong and what to do, for people. */
export function tellFailure({ code, message, status, details }: AnyFailure): Told {
  if (code === 'network' || code === 'timeout')
    return {
      title: 'The service does not answer',
      advice: 'Look at your connection. The figures below may be old.',
    };
  if (code === 'cookie_dropped') return { title: 'You are not signed in', advice: message };
  if (code === 'not_signed_out') return { title: 'You are still signed in', advice: message };
  if (code === 'not_a_key')
    return { title: 'Not a key of this service', advice: 'Is it whole, and not revoked?' };
  if (status === 401)
    return shareToken === null
      ? { title: 'You are signed out', advice: 'Sign in again to go on.' }
      : { title: 'This link is no longer shared', advice: 'Ask for a new one.' };
  if (status === 403) return { title: 'Your key may not do this', advice: message };
  if (status === 404) return { title: 'It is not there', advice: message };
  if (status === 429)
    return { title: 'Too many requests', advice: 'Wait a minute, then try again.' };
  if (status === 400)
    return {
      title: 'The service does not take this question',
      advice: listIssues(details) || message,
    };
  return { title: 'The service has failed', advice: `${message} Try again in a while.` };
}

/** What is wrong with which field. */
function listIssues(details: object): string {
  const issues: unknown = 'issues' in details ? details.issues : [];
  if (!Array.isArray(issues)) return '';
  return issues.map(({ path, message }) => `${path}: ${message}`).join(' ');
}
