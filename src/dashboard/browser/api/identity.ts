/** Who is signed in, or looks by a share link. */
import { keepLastSite } from '../state/last-site';
import { makeWatched } from '../state/watched';
import { type AnyFailure, api, type Data } from './client';

export type Identity = Data<'getSignIn'>;
export type Role = Identity['role'];
export type Site = NonNullable<Identity['site']>;

/** `asking` until the service has said who it is; `nobody` has to sign in. */
export type SignedIn =
  | { state: 'asking' }
  | { state: 'nobody'; error: AnyFailure | null }
  | { state: 'in'; identity: Identity };

const watched = makeWatched<SignedIn>({ state: 'asking' });
export const useSignedIn = watched.use;

/** Asks whose the cookie or the token is. */
export async function askWho(): Promise<void> {
  const { data, error } = await api.getSignIn({});
  if (data !== undefined) watched.set({ state: 'in', identity: data });
  // Who was never signed in has not been signed out.
  else watched.set({ state: 'nobody', error: error.status === 401 ? null : error });
}

/** Exchanges a key for a cookie. Returns why that is refused, or null. */
export async function signIn(key: string): Promise<AnyFailure | null> {
  const { error } = await api.createSignIn({ key });
  if (error !== undefined) return error;
  const { data, error: dropped } = await api.getSignIn({});
  if (data === undefined) return dropped.status === 401 ? COOKIE_DROPPED : dropped;
  watched.set({ state: 'in', identity: data });
  return null;
}

const COOKIE_DROPPED: AnyFailure = {
  code: 'cookie_dropped',
  message: 'The browser has not kept the cookie. Open this page by https, or at localhost.',
  details: {},
  request_id: null,
  status: null,
};

/** Whoever leaves must know when the cookie has stayed. */
export async function signOut(): Promise<void> {
  const { error } = await api.endSignIn({});
  keepLastSite(null);
  watched.set({ state: 'nobody', error: error === undefined ? null : NOT_SIGNED_OUT });
}

export const NOT_SIGNED_OUT: AnyFailure = {
  code: 'not_signed_out',
  message: 'The service did not answer, so this browser still has the cookie.',
  details: {},
  request_id: null,
  status: null,
};

/**
 * Any answer may be the one that says that the cookie is no longer good: 401, or 403 where the site is open to all pages, of which
 * this then is one.
 */
export async function noticeFailure(error: AnyFailure): Promise<void> {
  if (watched.get().state !== 'in') return;
  if (error.status === 401) watched.set({ state: 'nobody', error });
  if (error.status !== 403) return;
  const { error: ended } = await api.getSignIn({});
  if (ended?.status === 401) watched.set({ state: 'nobody', error: ended });
}
