/**
 * Signed cookies: HMAC-SHA-256 over the value, by Hono's own cookies. They are given to their pages only: no script reads them, and
 * no request that another site has begun carries them.
 */
import { parseSigned, serialize, serializeSigned } from 'hono/utils/cookie';

/** `path`: below which it is sent. `url`: of the request that is answered. */
type CookiePlace = { name: string; path: string; url: string };

/** What was signed; null when the request has no such cookie, or one without a signature; `forged` when that is not by this secret. */
export async function readSignedCookie(
  headers: Headers,
  name: string,
  secret: BufferSource,
): Promise<{ value: string } | 'forged' | null> {
  const cookies = headers.get('cookie');
  if (cookies === null || !cookies.includes(`${name}=`)) return null;
  const { [name]: value } = await parseSigned(cookies, secret, name);
  if (value === undefined) return null;
  return value === false ? 'forged' : { value };
}

/** The text of `Set-Cookie`. `maxAgeS`: in seconds. */
export function writeSignedCookie(
  place: CookiePlace,
  value: string,
  secret: BufferSource,
  maxAgeS: number,
): Promise<string> {
  return serializeSigned(place.name, value, secret, { ...placed(place), maxAge: maxAgeS });
}

/** The text of a `Set-Cookie` that has the browser forget the cookie. */
export function clearCookie(place: CookiePlace): string {
  return serialize(place.name, '', { ...placed(place), maxAge: 0 });
}

function placed({ path, url }: CookiePlace) {
  return { path, httpOnly: true, sameSite: 'Strict', secure: !isLocalHttp(url) } as const;
}

/** A development server has no certificate, and not every browser keeps a `Secure` cookie of `http://localhost`. */
function isLocalHttp(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}
