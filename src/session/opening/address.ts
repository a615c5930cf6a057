/**
 * One spelling for each address, and a length that can be stored. The spelling is what the WHATWG URL parser gives
 * (https://url.spec.whatwg.org/: lower-case scheme and host, IDN as `xn--`, no default port, no dot segments), and beyond it
 * what RFC 3986, section 6.2.2, calls equivalent: percent escapes in upper case, none where none is needed, and one for each
 * character that the RFC does not allow bare but the parser does (`|`, `[`, …). Letters with accents that are told bare are
 * composed (NFC).
 * A trailing slash, the order of parameters, and `+` or `%20` for a space mean what the site says they mean: they stay.
 */
import { MAX_CHARS } from '../life/session';

const PAGES = /^https?:$/;
/** Browsers give the app that a link was opened from as `android-app://com.example.app/`. */
const APPS = /^(android|ios)-app:$/;
/** The parser lets nearly anything pass as the host of a scheme that it does not know. */
const APP_NAME = /^[a-z0-9._-]+$/;
/** Names that are in no DNS, and that would not be in their one spelling without the last dot. */
const EMPTY_NAME = /^$|\.$|\.:/;

/**
 * The address in its one spelling, without user and password; null if it is no absolute address of a page (or of an app, which
 * only a referrer can be). An empty query or fragment is dropped. Any text in, nothing thrown; applied twice, the same.
 *
 * @example
 * normalizeAddress('HTTPS://ann:secret@SHOP.example:443/a/../café?#') // 'https://shop.example/caf%C3%A9'
 */
export function normalizeAddress(text: string): string | null {
  const url = URL.parse(composeLetters(text));
  if (url === null) return null;
  const { protocol, pathname, search, hash } = url;
  const host = trimHost(url.host);
  if (EMPTY_NAME.test(host)) return null;
  if (!(PAGES.test(protocol) || (APPS.test(protocol) && APP_NAME.test(host)))) return null;
  return `${protocol}//${host}${normalizeEscapes(`${pathname}${search}${hash}`)}`;
}

/**
 * The address in at most `max` characters: without its query, and if that is not enough, without its end. Not cut within a
 * character, an escape, or the escapes of one character. Takes what `normalizeAddress` returns, and returns the same kind;
 * null if not even the host fits. For what a page tells: a server's address that is too long is refused instead.
 */
export function shortenAddress(address: string, max: number = MAX_CHARS.url): string | null {
  if (address.length <= max) return address;
  // The fragment's own query is one too, and may have been all of it.
  const withoutQuery = address.replace(/\?[^#]*/, '').replace(/(?<!#)#+$/, '');
  if (withoutQuery.length <= max) return withoutQuery;
  const hostEnd = withoutQuery.indexOf('/', withoutQuery.indexOf('//') + 2);
  if (hostEnd < 0 || hostEnd >= max) return null;
  // What is left may end in `/..`, which is a dot segment now.
  return normalizeAddress(cutEscaped(withoutQuery, max));
}

/** The host of an address in its one spelling, without port and `www.`; that of an app is its name. */
export function hostOf(address: string): string {
  const [, , host = ''] = address.split('/', 3);
  return host
    .replace(/[?#].*$/, '')
    .replace(/:\d+$/, '')
    .replace(/^www\./, '');
}

/** In lower case, also where the scheme leaves it to us; without the dot that ends a fully qualified name. */
function trimHost(host: string): string {
  return host.toLowerCase().replace(/\.(?=$|:\d+$)/, '');
}

/** Letters only: of other characters the composed form is another character. */
function composeLetters(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text.replace(/\p{L}[\p{L}\p{M}]*/gu, (letters) => letters.normalize('NFC'));
}

/** RFC 3986, section 2.3: the characters that an escape never changes the meaning of. */
const UNRESERVED = /^[A-Za-z0-9._~-]$/;
/** A sign that begins no escape, an escape in lower case, one of an unreserved character, or a character that needs one. */
const IMPROPER = /%(?![0-9A-F]{2})|%(?:2[DE]|3\d|[46][1-9A-F]|[57][0-9A]|5F|7E)|["<>[\\\]^`{|}]/;
const ESCAPES = /%([0-9a-f]{2})?|["<>[\\\]^`{|}]/gi;

function normalizeEscapes(text: string): string {
  if (!IMPROPER.test(text)) return text;
  return text.replace(ESCAPES, (encoded, hex: string | undefined) => {
    // The sign is encoded, too, or what follows could become an escape.
    if (hex === undefined) return `%${encoded.charCodeAt(0).toString(16).toUpperCase()}`;
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return UNRESERVED.test(character) ? character : encoded.toUpperCase();
  });
}

function cutEscaped(text: string, max: number): string {
  const lastSign = text.lastIndexOf('%', max - 1);
  let end = lastSign > max - 3 ? lastSign : max;
  // UTF-8 writes a character beyond ASCII as a lead byte (C0 to FF) and continuation bytes (80 to BF).
  while (/^%[89AB]/.test(text.slice(end, end + 2)) && text[end - 3] === '%') end -= 3;
  return text.slice(0, end).toWellFormed();
}
