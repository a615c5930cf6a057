/** Signing in to the dashboard. */
import { SignInSchema } from '../../dashboard/schema';
import { IdentitySchema, SignedOutSchema } from '../answers/dashboard';
import { IDS } from '../examples';
import { describe, type Operation } from '../operation';

const SESSION = '/api/dashboard/session';
const EXPIRES = 1_796_070_403_105;
const IDENTITY = {
  role: 'read',
  site: { site_id: IDS.SITE, name: 'Demo', timezone: 'UTC' },
  expires_at: EXPIRES,
};

export const dashboardOperations: Operation[] = [
  {
    id: 'createSignIn',
    method: 'POST',
    path: SESSION,
    tag: 'Dashboard',
    summary: 'Sign in',
    description:
      'Exchanges a key for a cookie that counts for it. The key is not in the cookie, and is kept nowhere. A client has 20 tries a minute.',
    caller: 'dashboard',
    body: describe(SignInSchema, {
      key: 'A key of a site whose scope is `read` or `all`, or the `ADMIN_KEY`. Trimmed.',
    }),
    answers: {
      201: {
        about: 'Who has signed in.',
        data: IdentitySchema,
        example: { role: 'admin', site: null, expires_at: EXPIRES },
        headers: {
          'Set-Cookie':
            'For 7 days: `HttpOnly`, `SameSite=Strict`, for paths below `/api`, and `Secure` unless this is `http://localhost`.',
        },
      },
    },
    failures: ['unauthorized', 'rate_limited', 'internal', 'unavailable'],
    example: { body: { key: 'dev-admin-key' } },
  },
  {
    id: 'getSignIn',
    method: 'GET',
    path: SESSION,
    tag: 'Dashboard',
    summary: 'Who is signed in',
    description: 'By the cookie, or by the key that is shown.',
    caller: 'viewer',
    takesShares: true,
    answers: { 200: { about: 'Who it is.', data: IdentitySchema, example: IDENTITY } },
    failures: [],
    example: {},
  },
  {
    id: 'endSignIn',
    method: 'DELETE',
    path: SESSION,
    tag: 'Dashboard',
    summary: 'Sign out',
    description: 'In this browser. Whoever is not signed in is told the same.',
    caller: 'dashboard',
    answers: {
      200: {
        about: 'The cookie is cleared.',
        data: SignedOutSchema,
        example: { signed_out: true },
        headers: { 'Set-Cookie': 'Without a value, and over at once.' },
      },
    },
    failures: [],
    example: {},
  },
];
