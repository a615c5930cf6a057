/** Countries by ISO 3166-1 alpha-2, whether they are given as a code or as an English name. */
import { listCountryCodes, OTHER_NAMES } from './country-codes';

/** Made when first asked for. Most countries are given as two letters; the names cost tens of milliseconds, once. */
let codes: Map<string, string> | undefined;
let names: Map<string, string> | undefined;

/** Alpha-2 in upper case, of a code (`de`, `DEU`) or an English name (`Germany`); null where it is none. */
export function nameCountry(text: string | null | undefined): string | null {
  // `U.S.A.` is a code too.
  const given = text?.replaceAll('.', '').trim() ?? '';
  codes ??= listCountryCodes();
  if (/^[a-z]{2}$/i.test(given)) return findCode(given, codes);
  if (given.length < 3) return null;
  names ??= listNames(codes);
  return findName(given, names);
}

/** Of codes that are withdrawn or reserved, such as `UK`, the engine knows the present one. */
function findCode(given: string, known: Map<string, string>): string | null {
  const code = given.toUpperCase();
  if (known.has(code)) return code;
  const present = new Intl.Locale(`und-${code}`).region ?? '';
  return known.has(present) ? present : null;
}

const GOVERNMENT = /^.*\b(republic|kingdom|commonwealth|principality|sultanate|duchy|union) of /;

/** As given; else in the natural order (`Korea, Republic of`); else without the form of government (`Republic of …`). */
function findName(told: string, known: Map<string, string>): string | null {
  const [name = '', ...qualifiers] = foldName(told)
    .split('|')
    .map((part) => part.trim());
  const whole = [name, ...qualifiers].join(' ');
  const natural = [...qualifiers, name].join(' ');
  for (const text of [whole, natural, natural.replace(GOVERNMENT, '')]) {
    const code = known.get(text.trim());
    if (code !== undefined) return code;
  }
  return null;
}

/** Alpha-2 by alpha-3 and by each English name. */
function listNames(known: Map<string, string>): Map<string, string> {
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const found = new Map<string, string>();
  for (const [code, alpha3] of known) {
    const all = [alpha3, english.of(code) ?? '', ...(OTHER_NAMES[code] ?? [])];
    for (const name of all) found.set(foldName(name).replaceAll(' |', ''), code);
  }
  return found;
}

/** Of names that differ in case, marks, articles, `&` and `St.` only, one; qualifiers after a bar. */
function foldName(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/['’.]|\p{M}/gu, '')
    .replace(/[,(]/g, ' | ')
    .replaceAll('&', ' and ')
    .replace(/[^a-z|]+/g, ' ')
    .replace(/\bst\b/g, 'saint')
    .replace(/\bthe\b/g, '')
    .replace(/ +/g, ' ')
    .trim();
}
