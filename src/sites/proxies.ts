/**
 * A proxy of the site stands between its visitors and the API, and shows a key of the site as `X-Proxy-Key`. What it passes on
 * still comes from a browser: the key vouches for two headers, which the site names, and for nothing else. So nobody
 * without a key is believed an address, and no page learns by way of the proxy what only servers may know.
 */
import type { Site } from './schema';

/** What the proxy tells of the visitor; null where it tells nothing that can be used. The address is kept nowhere. */
export type Proxied = { keyId: string; address: string | null; country: string | null };

export function readProxied(headers: Headers, site: Site, keyId: string): Proxied {
  const read = (name: string | null) => (name === null ? null : headers.get(name));
  return {
    keyId,
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

/** ISO 3166-1 alpha-2. `XX` and `T1` are Cloudflare's for unknown and for Tor, which are no countries. */
export function readCountry(text: string): string | null {
  return /^[A-Za-z]{2}$/.test(text) && !/^XX$/i.test(text) ? text.toUpperCase() : null;
}
