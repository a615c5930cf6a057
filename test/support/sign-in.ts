import type { Identity } from '../../src/dashboard/identity';
import { request, send } from '../api';

/** The dashboard's own origin, as `test/api.ts` asks. */
export const OWN = 'https://sessions.test';
const PATH = '/api/dashboard/session';

/** From an address that nobody else has, unless one is named: tries are counted by it. */
export function trySignIn(key: unknown, headers: Record<string, string> = {}) {
  const address = { 'cf-connecting-ip': crypto.randomUUID() };
  return send<Identity>('POST', PATH, { key }, { ...address, origin: OWN, ...headers });
}

/** The headers of a page that is signed in. */
export async function signIn(key: string): Promise<{ cookie: string; origin: string }> {
  const made = await trySignIn(key);
  const [cookie = ''] = (made.headers.get('set-cookie') ?? '').split(';');
  return { cookie, origin: OWN };
}

export const identityOf = (headers: HeadersInit) => request<Identity>(PATH, { headers });
