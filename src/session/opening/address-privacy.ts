/**
 * What of an address is nobody's business here, by the site's setting. It holds for every address alike: landing, current,
 * exit, referrer. A parameter is removed with its name, in the query and in the fragment; in the path, where leaving out a
 * segment would make another page, a word takes its place, so that `/u/ann@example.com` and `/u/bob@example.com` are one page.
 * Applied twice, all of it gives the same.
 */
import type { UrlQuery } from '../../sites/schema';
import { normalizeAddress, shortenAddress } from './address';
import { isClickIdName, isMarketingName } from './campaign';
import {
  AMBIGUOUS_NAMES,
  OAUTH_ANSWER,
  SENSITIVE_ENDINGS,
  SENSITIVE_NAMES,
  SENSITIVE_PARTS,
  SENSITIVE_WORDS,
  VISITOR_IDS,
} from './sensitive-names';

/** Four times what is stored: room for what is removed. */
const MAX_READ_CHARS = 8192;

/** Stands in a path for a segment that is removed. */
const REMOVED = '(removed)';

/**
 * An address as it may be stored: in its one spelling, without what the setting removes, in at most 2,048 characters. Null if
 * it is no address. `isPrivate`: the visitor asks for privacy, so that click ids, which connect them with an ad, go, too, whatever
 * the site keeps. Any text in, nothing thrown. Campaign and click id are read from the address as it was told, before this.
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
  if (keep === 'all' && !isPrivate) return address;
  const rules = rulesOf(keep, isPrivate);
  const [beforeFragment, fragment] = splitAt(address, '#');
  const [beforeQuery, query] = splitAt(beforeFragment, '?');
  const keptQuery = query && rules.filter(query.split('&')).join('&');
  const keptFragment = fragment && protectFragment(fragment, rules);
  return `${protectPath(beforeQuery, rules)}${keptQuery && `?${keptQuery}`}${keptFragment && `#${keptFragment}`}`;
}

/** Whether a parameter, a segment of a path, or any other text that came with an address may be stored. */
export type Allows = (text: string, isInPath?: boolean) => boolean;

/**
 * The test that everything stored of an address has to pass, by the site's setting. Not whether a parameter is one of those
 * that `marketing` keeps.
 *
 * @example
 * allowsOf('safe')('utm_content=password%3Dhunter2') // false
 */
export function allowsOf(keep: UrlQuery, isPrivate = false): Allows {
  if (keep === 'all' && !isPrivate) return () => true;
  return (text, isInPath = false) => {
    const plain = decodeText(text);
    const fields = [...plain.matchAll(isInPath ? FIELDS_IN_PATH : FIELDS)];
    if (isPrivate && fields.some(([name]) => connectsVisitor(name))) return false;
    if (keep === 'all') return true;
    return !holdsSecret(plain) && !fields.some(([name, value = '']) => isSensitive(name, value));
  };
}

/** Whether a text has an e-mail address or a signed token (JWT) in it, as it stands or percent-encoded. */
export function holdsSecret(text: string): boolean {
  const plain = decodeText(text);
  return (plain.includes('@') && EMAIL.test(plain)) || JWT.test(plain);
}

type Rules = {
  allows: Allows;
  filter: (parameters: string[]) => string[];
  /** Whether `#section` stays. A route of a single-page app, `#/path` or `#!/path`, is a page and always does. */
  keepsAnchors: boolean;
};

function rulesOf(keep: UrlQuery, isPrivate: boolean): Rules {
  const allows = allowsOf(keep, isPrivate);
  const isWhole = keep === 'all' || keep === 'safe';
  return {
    allows,
    keepsAnchors: isWhole,
    filter: (parameters) => {
      if (keep === 'none') return [];
      if (keep === 'all') return parameters.filter((parameter) => allows(parameter));
      const kept = isWhole ? parameters : parameters.filter(isMarketing);
      return withoutAnswer(
        kept.filter((parameter) => allows(parameter)),
        parameters,
      );
    },
  };
}

/** Without a value it says nothing of a campaign, and in a fragment it could not be told from an anchor. */
function isMarketing(parameter: string): boolean {
  return parameter.includes('=') && isMarketingName(splitAt(parameter, '=')[0]);
}

/** Without `state` where all parameters together are an answer of OAuth. */
function withoutAnswer(kept: string[], all: string[]): string[] {
  const isAnswer = all.some((parameter) => OAUTH_ANSWER.has(keyOf(parameter)));
  return isAnswer ? kept.filter((parameter) => keyOf(parameter) !== 'state') : kept;
}

function keyOf(parameter: string): string {
  const name = decodeText(splitAt(parameter, '=')[0]);
  return squash(wordsOf(name.replace(/^(amp;)+/i, '')));
}

/** `#section`, `#/path?x=y`, `#access_token=t&state=s`, and what single-page apps make of them: `#/path#code=c&state=s`. */
function protectFragment(fragment: string, rules: Rules): string {
  const pieces = fragment.split(/[?&#]/);
  const separators = fragment.match(/[?&#]/g) ?? [];
  const [first = ''] = pieces;
  const isRoute = /^!?\//.test(first);
  const hasPath = isRoute || first.startsWith('!') || !first.includes('=');
  const kept = new Set(rules.filter(hasPath ? pieces.slice(1) : pieces));
  let text = isRoute || (hasPath && rules.keepsAnchors) ? protectPath(first, rules, 0) : '';
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
function protectPath(path: string, { allows }: Rules, skipped = 3): string {
  if (!/[%@;=]|eyJ/.test(path)) return path;
  return path
    .split('/')
    .map((segment, index) => (index < skipped ? segment : protectSegment(segment, allows)))
    .join('/');
}

/** Java servlets write a session id as `;jsessionid=1` into the path. */
function protectSegment(segment: string, allows: Allows): string {
  if (allows(segment, true)) return segment;
  const [head = '', ...parameters] = segment.split(';');
  const isDots = head === '.' || head === '..';
  if (isDots || !allows(head, true)) return REMOVED;
  return [head, ...parameters.filter((parameter) => allows(parameter, true))].join(';');
}

/**
 * An address as people write it: a name, and a domain with a dot and a top-level domain of letters. One character before the
 * `@` is enough to know it by, and between dots there is one way to match, so that no text takes long. `logo@2x.png` is an image.
 */
const EMAIL =
  /[^\s/@?&=#;,:<>()"]@(?!\d(?:\.\d)?x\.(?:png|jpe?g|gif|webp|avif|svg)(?!\.?[\w-]))(?:[^\s/@?&=#;,:<>()".]+\.)+(?:\p{L}{2}|xn--[a-z0-9])/iu;
/**
 * RFC 7519: parts in base64url, of which the first is a JSON object and so begins with `{"`. Of an encrypted one (RFC 7516) the
 * second may be empty.
 */
const JWT = /(?<![A-Za-z0-9])eyJ[\w-]{5,1000}\.\.?[\w-]{5}/;

/**
 * The names in `a=1&next=/reset?token=t`, `{"a": 1}` and `filter=a:1`, with the beginnings of their values. Each begins where a
 * name can begin, so that none is tried twice. In a path a colon alone makes no name: `/wiki/User:Ann` is a page.
 */
const FIELDS = fieldsWith(`(?:\\\\{0,3}["'])?[\\s+]{0,9}[:=]`);
const FIELDS_IN_PATH = fieldsWith(`(?:=|\\\\{0,3}["'][\\s+]{0,9}[:=])`);

function fieldsWith(separator: string): RegExp {
  const value = `[\\s+]{0,9}\\\\{0,3}["']?([^&#"',}]{0,64})`;
  return new RegExp(
    `(?<![\\p{L}\\p{N}_.[\\]-])[\\p{L}\\p{N}_.[\\]-]+(?=[\\s+]{0,9}${separator}${value})`,
    'gu',
  );
}

const PARTS = new RegExp(`${SENSITIVE_PARTS.join('|')}|(?:${SENSITIVE_ENDINGS.join('|')})\\d*$`);

/** `sort=name:asc` tells of nobody. */
const SORT_ORDER = /^(?:asc|desc)(?:ending)?$/i;

/** Whether a field is a credential or personal data by its name, or the last part of it: `billing[address]`. */
function isSensitive(name: string, value: string): boolean {
  if (SORT_ORDER.test(value)) return false;
  return VISITOR_IDS.has(name.toLowerCase()) || [name, lastPartOf(name)].some(isSensitiveName);

  function isSensitiveName(name: string): boolean {
    const words = wordsOf(name);
    const squashed = squash(words);
    const harmless = AMBIGUOUS_NAMES.get(squashed);
    if (harmless !== undefined) return !harmless.test(value.trim());
    return (
      PARTS.test(squashed) ||
      isListed(SENSITIVE_NAMES, squashed) ||
      words.some((word) => isListed(SENSITIVE_WORDS, word))
    );
  }
}

function connectsVisitor(name: string): boolean {
  return [name, lastPartOf(name)].some(
    (name) => isClickIdName(name) || VISITOR_IDS.has(name.toLowerCase()),
  );
}

/** As it stands, or without the digits at its end. */
function isListed(names: Set<string>, name: string): boolean {
  return names.has(name) || names.has(name.replace(/\d+$/, ''));
}

/** Of `user[emails][0]` it is `emails`. */
function lastPartOf(name: string): string {
  const parts = name.split(/[.[\]]+/).filter((part) => !/^\d*$/.test(part));
  return parts.at(-1) ?? '';
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

const utf8 = new TextDecoder();

/**
 * The text as it is read by what takes `＠` for `@`: decoded, up to three times, for an address within an address is encoded
 * twice; in the plain form of each character, without accents and characters that are not seen.
 */
function decodeText(text: string): string {
  let decoded = text;
  for (let round = 0; round < 3 && decoded.includes('%'); round += 1)
    decoded = decoded.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
      utf8.decode(Uint8Array.from(run.slice(1).split('%'), (hex) => Number.parseInt(hex, 16))),
    );
  if (/^[ -~]*$/.test(decoded)) return decoded;
  return decoded
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('。', '.');
}
