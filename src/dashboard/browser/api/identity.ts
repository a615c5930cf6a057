/** Who is signed in, or looks by a share link. */
import { makeWatched } from '../state/watched';
import { type AnyFailure, shareToken } from './client';

export type Role = 'admin' | 'all' | 'read' | 'share';
export type Site = { site_id: string; name: string; timezone: string };
/** `site`: null for the operator, who may see all of them. */
export type Identity = { role: Role; site: Site | null; expires_at: number | null };

/** `asking` until the service has said who it is; `nobody` has to sign in. */
export type SignedIn =
  | { state: 'asking' }
  | { state: 'nobody'; error: AnyFailure | null }
  | { state: 'in'; identity: Identity };

const watched = makeWatched<SignedIn>({ state: 'asking' });
export const useSignedIn = watched.use;

/** Asks who the cookie or the token is of. */
export async function askWho(): Promise<void> {
  told(await call('GET'));
}

/** Exchanges a key for a cookie. Returns why that is refused, or null. */
export async function signIn(key: string): Promise<AnyFailure | null> {
  const answer = await call('POST', { key });
  if ('error' in answer) return answer.error;
  told(answer);
  return null;
}

export async function signOut(): Promise<void> {
  await call('DELETE');
  watched.set({ state: 'nobody', error: null });
}

/** Any answer may be the one that says that the cookie is no longer good. */
export function noticeFailure(error: AnyFailure): void {
  if (error.status === 401 && watched.get().state === 'in') watched.set({ state: 'nobody', error });
}

type Told = { data: Identity } | { error: AnyFailure };

function told(answer: Told): void {
  if ('data' in answer) watched.set({ state: 'in', identity: answer.data });
  // Who was never signed in has not been signed out.
  else watched.set({ state: 'nobody', error: answer.error.status === 401 ? null : answer.error });
}

async function call(method: string, body?: object): Promise<Told> {
  try {
    const headers: Record<string, string> = body ? { 'content-type': 'application/json' } : {};
    if (shareToken !== null) headers.authorization = `Bearer ${shareToken}`;
    const response = await fetch('/api/dashboard/session', {
      method,
      headers,
      body: body ? JSON.stringify(body) : null,
    });
    const answer = await response.json();
    if (response.ok) return { data: answer.data };
    return { error: { ...answer.error, status: response.status } };
  } catch (cause) {
    const message = 'No answer.';
    return {
      error: { code: 'network', message, details: {}, request_id: null, status: null, cause },
    };
  }
}
