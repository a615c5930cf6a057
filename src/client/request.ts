/** What a call sends, the same bytes in each attempt. Pure, but for the id that a new session gets. */
import { mintSessionId } from './session-id.ts';

export type Fields = Record<string, unknown>;

/**
 * - `always`: it comes to the same however often it is sent.
 * - `asked`: it does for itself, but sent again it would undo what somebody else has changed meanwhile.
 * - `never`: it would be done twice.
 */
export type Repeating = 'always' | 'asked' | 'never';

export type Request = { url: string; init: RequestInit; repeating: Repeating };

/**
 * The calls that tell of a visit say when they were sent: so a repeated create is seen to be one, and an attempt that comes
 * late does not overwrite what was told after it.
 */
export const STAMPED = ['createSession', 'updateSession', 'endSession'];

/**
 * The `POST` that come to the same however often they are sent. A create does by its `id` and `sent_at`; to make a site or a key
 * again would make two.
 */
export const REPEATABLE_POSTS = ['endSession', 'identifySession', 'deriveSessions'];

/** `route`: as `OPERATIONS` has it. `undefined` in the input is absent; `null` is sent in a body, and absent in a query. */
export function toRequest(
  { url, key }: { url: string; key?: string | undefined },
  id: string,
  route: string,
  input: Fields,
  now: number,
): Request {
  const [method = '', path = '', inQuery] = route.split(/[ ?]/);
  const fields: Fields = {
    ...(id === 'createSession' && { id: mintSessionId(now) }),
    ...(STAMPED.includes(id) && { sent_at: now }),
  };
  for (const [name, value] of Object.entries(input)) if (value !== undefined) fields[name] = value;
  const repeating = repeatingOf(id, method, fields);
  const take = (name: string) => {
    const value = fields[name] ?? '';
    delete fields[name];
    return String(value);
  };
  const target = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(take(name)));
  const hasBody = method.startsWith('P');
  const names = hasBody ? (inQuery?.split('&') ?? []) : Object.keys(fields);
  const given = names
    .map((name): [string, string] => [name, take(name)])
    .filter(([, value]) => value !== '');
  const query = new URLSearchParams(given).toString();
  return {
    url: `${url.replace(/\/+$/, '')}${target}${query && '?'}${query}`,
    init: {
      method,
      // Where it leads, a key and a body must not follow; the API itself leads nowhere.
      redirect: 'manual',
      // Without a type a string is sent as text, which spares a page the preflight.
      headers: key ? { authorization: `Bearer ${key}`, ...(hasBody && JSON_TYPE) } : {},
      ...(hasBody && { body: JSON.stringify(fields) }),
    },
    repeating,
  };
}

function repeatingOf(id: string, method: string, fields: Fields): Repeating {
  // Others are merged by their `sent_at`, or fill in what is missing.
  if (method === 'PATCH' || (id === 'identifySession' && fields.replace)) return 'asked';
  const isRepeatable =
    method !== 'POST' ||
    REPEATABLE_POSTS.includes(id) ||
    (id === 'createSession' && fields.id && fields.sent_at);
  return isRepeatable ? 'always' : 'never';
}

const JSON_TYPE = { 'content-type': 'application/json' };
