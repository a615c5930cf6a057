/**
 * Names of sites and apps that people come from. Notation of the lists: a name, and separated by blanks
 * - hosts: `bing.com` and every host below it, unless a list names that one;
 * - `google.*`: that label under any country's domain (`google.de`, `google.co.uk`), with or without `www.` or `m.`, and no other
 *   host below it: `docs.google.com` is no search engine;
 * - Android packages: `com.instagram.android`;
 * - words without a dot, by which campaigns call it besides its name: `fb`.
 */
import { AI_ASSISTANTS } from './ai-assistants';
import { SEARCH_ENGINES } from './search-engines';
import { SOCIAL_NETWORKS } from './social-networks';
import { WEBMAIL } from './webmail';

export type SourceKind = 'search' | 'social' | 'ai' | 'email';
export type KnownSource = { name: string; kind: SourceKind };

const LISTS: [SourceKind, Record<string, string>][] = [
  ['search', SEARCH_ENGINES],
  ['social', SOCIAL_NETWORKS],
  ['ai', AI_ASSISTANTS],
  ['email', WEBMAIL],
];

const known = new Map<string, KnownSource>();
for (const [kind, list] of LISTS) {
  for (const [name, keys] of Object.entries(list)) {
    const source = { name, kind };
    for (const key of [name.toLowerCase(), ...keys.split(' ')]) known.set(key, source);
  }
}

const COUNTRY_DOMAIN = /\.(com|[a-z]{2}|com?\.[a-z]{2})$/;

/**
 * By the host of a referrer, or the package of an app; in lower case, without port.
 *
 * @example
 * findByHost('l.instagram.com') // { name: 'Instagram', kind: 'social' }
 */
export function findByHost(host: string): KnownSource | null {
  const plain = host.replace(/^(www|m)\.(?=[^.]+\.)/, '');
  const anywhere = known.get(plain.replace(COUNTRY_DOMAIN, '.*'));
  if (anywhere !== undefined) return anywhere;
  for (let rest = plain; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    const source = known.get(rest);
    if (source !== undefined) return source;
  }
  return null;
}

/** By what a campaign calls it: a name (`ChatGPT`), another word for it (`fb`) or a host (`chatgpt.com`), in any case. */
export function findByName(text: string): KnownSource | null {
  const key = text.toLowerCase();
  return known.get(key) ?? findByHost(key);
}
