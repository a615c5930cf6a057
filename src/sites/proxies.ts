/**
 * A proxy of the site passes requests of its visitors on to the API, and shows a key of the site as `X-Proxy-Key`. The caller
 * is still a browser: the key makes the API believe two headers, which the site's settings name, and nothing else. Without
 * a key no header with an address is believed, and through the proxy a page learns no more than other pages do.
 */
import type { KnownKey } from './keys';
import type { KeyScope, Site } from './schema';

/** The visitor's address and country as the proxy gives them; null where missing or malformed. The address is stored nowhere. */
export type Proxied = {
  keyId: string;
  scope: KeyScope;
  address: string | null;
  country: string | null;
};

/** `key`: the one that the proxy shows. */
export function readProxied(
  headers: Headers,
  site: Site,
  key: Pick<KnownKey, 'key_id' | 'scope'>,
): Proxied {
  const read = (name: string | null) => (name === null ? null : headers.get(name));
  return {
    keyId: key.key_id,
    scope: key.scope,
    address: readAddress(read(site.proxy_address_header) ?? ''),
    country: readCountry(read(site.proxy_country_header) ?? ''),
  };
}

/** One IP address, as WHATWG URLs write it; null for anything else, such as a list or an address with its port. */
export function readAddress(text: string): string | null {
  const host = text.includes(':') ? `[${text}]` : text;
  const url = `http://${host}/`;
  if (!/^([\d.]{7,15}|\[[\da-f:.]{2,45}\])$/i.test(host) || !URL.canParse(url)) return null;
  const { hostname } = new URL(url);
  if (text.includes(':')) return hostname.slice(1, -1);
  // A URL takes `1.2.3` and `01.2.3.4` for addresses too.
  return hostname === text ? text : null;
}

/** ISO 3166-1 alpha-2. Cloudflare sends `XX` for unknown and `T1` for Tor; neither is a country. */
export function readCountry(text: string): string | null {
  return /^[A-Za-z]{2}$/.test(text) && !/^XX$/i.test(text) ? text.toUpperCase() : null;
}
