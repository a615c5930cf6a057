/**
 * What of an address is nobody's business here, by the site's setting. It holds for every address alike: landing, current,
 * exit, referrer. A parameter is removed with its name, in the query and in the fragment; in the path, where leaving out a
 * segment would make another page, a word takes its place, so that `/u/ann@example.com` and `/u/bob@example.com` are one page.
 * Applied twice, all of it gives the same.
 */
import type { UrlQuery } from '../../sites/schema';
import { normalizeAddress, shortenAddress } from './address';
import { isClickIdName, isMarketingName } from './campaign';
import { OAUTH_ANSWER, SENSITIVE_NAMES, SENSITIVE_PARTS, SENSITIVE_WORDS } from './sensitive-names';

/** Four times what is stored: room for what is removed. */
const MAX_READ_CHARS = 8192;

/** Stands in a path for a segment that is removed. */
const REMOVED = '(removed)';

/**
 * An address as it may be stored: in its one spelling, without what the setting removes, in at most 2,048 characters. Null if
 * it is no address. `isPrivate`: the visitor asks for privacy, so that click ids, which connect them with an ad, go, too. Any text in, nothing thrown. Campaign and click id are read from the address as it was told, before this.
 *
 * @example
 * storableAddress('https://shop.example/reset?token=t0k3n&lang=de', 'safe') // 'https://shop.example/reset?lang=de'
 */
export function storableAddress(text: string, keep: UrlQuery, isPrivate = false): string | null {
  const address = normalizeAddress(text);
  // What is far too long loses its query unread: nearly always it would afterwards, and the time that it takes is bounded.
  const bounded = address && shortenAddress(address, MAX_READ_CHARS);
  const kept = bounded && protectAddress(bounded, keep, isPrivate);
  const short = kept && shortenAddress(kept);
  // The name of a parameter that was cut is another name.
  return short === kept ? kept : short && protectAddress(short, keep, isPrivate);
}

/** The address without what the setting removes. Takes what `normalizeAddress` returns, and returns the same kind. */
export function protectAddress(address: string, keep: UrlQuery, isPrivate = false): string {
  if (keep === 'all') return isPrivate ? withoutClickIds(address) : address;
  const [beforeFragment, fragment] = splitAt(address, '#');
  const [beforeQuery, query] = splitAt(beforeFragment, '?');
  const keepsByName = keeps(keep);
  const isKept: Keeps = (parameter) =>
    keepsByName(parameter) && !(isPrivate && isClickId(parameter));
  const keptQuery = query && filterParameters(query.split('&'), isKept).join('&');
  const keptFragment = fragment && protectFragment(fragment, isKept);
  return `${protectPath(beforeQuery)}${keptQuery && `?${keptQuery}`}${keptFragment && `#${keptFragment}`}`;
}

function withoutClickIds(address: string): string {
  return address.replace(/([?&#])([^?&#]*)/g, (whole, separator: string, parameter: string) =>
    isClickId(parameter) ? separator : whole,
  );
}

function isClickId(parameter: string): boolean {
  return isClickIdName(splitAt(parameter, '=')[0]);
}

/** Whether a text has an e-mail address or a signed token (JWT) in it, as it stands or percent-encoded. */
export function holdsSecret(text: string): boolean {
  const decoded = decodeAscii(text);
  return (decoded.includes('@') && EMAIL.test(decoded)) || JWT.test(decoded);
}

type Keeps = (parameter: string) => boolean;

function keeps(keep: Exclude<UrlQuery, 'all'>): Keeps {
  if (keep === 'none') return () => false;
  if (keep === 'safe') return isHarmless;
  return (parameter) => isMarketingName(splitAt(parameter, '=')[0]) && isHarmless(parameter);
}

function filterParameters(parameters: string[], isKept: Keeps): string[] {
  const names = parameters.map((parameter) => squash(wordsOf(splitAt(parameter, '=')[0])));
  const isAnswer = names.some((name) => OAUTH_ANSWER.has(name));
  return parameters.filter(
    (parameter, index) => isKept(parameter) && !(isAnswer && names[index] === 'state'),
  );
}

/** `#section`, `#/path?x=y`, `#access_token=t&state=s`, and what single-page apps make of them: `#/path#code=c&state=s`. */
function protectFragment(fragment: string, isKept: Keeps): string {
  const pieces = fragment.split(/[?&#]/);
  const separators = fragment.match(/[?&#]/g) ?? [];
  const [first = ''] = pieces;
  const hasPath = /^[/!]/.test(first) || !first.includes('=');
  const kept = new Set(filterParameters(hasPath ? pieces.slice(1) : pieces, isKept));
  let text = hasPath ? protectPath(first, 0) : '';
  // The first parameter that stays takes the place of the first that was there.
  let separator: string | undefined;
  for (const [index, piece] of pieces.entries()) {
    if (index === 0 && hasPath) continue;
    separator ??= separators[index - 1] ?? '';
    if (!kept.has(piece)) continue;
    text += text === '' ? piece : `${separator}${piece}`;
    separator = undefined;
  }
  return text;
}

/** Of a whole address the first three segments are scheme and host. */
function protectPath(path: string, skipped = 3): string {
  if (!/[%@;=]|eyJ/.test(path)) return path;
  return path
    .split('/')
    .map((segment, index) => (index < skipped ? segment : protectSegment(segment)))
    .join('/');
}

/** Java servlets write a session id as `;jsessionid=1` into the path. */
function protectSegment(segment: string): string {
  if (isHarmless(segment)) return segment;
  const [head = '', ...parameters] = segment.split(';');
  const isDots = head === '.' || head === '..';
  if (isDots || !isHarmless(head)) return REMOVED;
  return [head, ...parameters.filter(isHarmless)].join(';');
}

/**
 * An address as people write it: a name, and a domain with a dot and a top-level domain of letters. One character before the
 * `@` is enough to know it by, and between dots there is one way to match, so that no text takes long.
 */
const EMAIL =
  /[^\s/@?&=#;,:<>()"]@(?:[^\s/@?&=#;,:<>()".]+\.)+(?:\p{L}{2}|xn--[a-z0-9]|%[c-f][0-9a-f]%)/iu;
/** RFC 7519: parts in base64url, of which the first is a JSON object and so begins with `{"`. */
const JWT = /(?<![\w-])eyJ[\w-]{5,1000}\.[\w-]{5}/;
/** The names in `a=1&next=/reset?token=t` and `{"a":1}`; each begins where a name can begin, so that none is tried twice. */
const NAMES = /(?<![\w.[\]-])[\w.[\]-]+(?==|["']:)/g;

/** Neither a credential nor personal data, by the value and by every name in it: a parameter may be an address itself. */
function isHarmless(parameter: string): boolean {
  const decoded = decodeAscii(parameter);
  return !holdsSecret(decoded) && !decoded.match(NAMES)?.some(isSensitiveName);
}

const PARTS = new RegExp(SENSITIVE_PARTS.join('|'));

function isSensitiveName(name: string): boolean {
  const words = wordsOf(name);
  const squashed = squash(words);
  return (
    SENSITIVE_NAMES.has(squashed) ||
    PARTS.test(squashed) ||
    words.some((word) => SENSITIVE_WORDS.has(word))
  );
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

function squash(words: string[]): string {
  return words.join('');
}

/** Before and after the first separator. */
function splitAt(text: string, separator: string): [before: string, after: string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** As far as names, `@` and dots go; up to three times, for an address within an address is encoded twice. */
function decodeAscii(text: string): string {
  let decoded = text;
  for (let round = 0; round < 3 && decoded.includes('%'); round += 1)
    decoded = decoded.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return decoded;
}
