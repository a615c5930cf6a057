/** Where a page was opened from, as far as the browser tells. */
import type { UrlQuery } from '../../sites/schema';
import { hostOf } from './address';
import { storableAddress } from './address-privacy';

export type Referrer = {
  /** As it may be stored; null: none, or no address. */
  referrer: string | null;
  /** In lower case, IDN as `xn--`, without port and `www.`; of an app its package. */
  referrer_host: string | null;
  /** The visitor was on the site already. Kept, but never a source. */
  is_internal: boolean;
};

/** What decides whether a referrer is the site itself: its landing page, in its one spelling, and its origins. */
export type OwnPlaces = { landing_url: string | null; allowed_origins: string[] };

/** `shop.example/a`, which some clients and servers tell instead of an address. */
const WITHOUT_SCHEME = /^[a-z0-9.-]+\.[a-z]{2,}(?=$|[/?#:])/i;

/**
 * Reads a referrer of any kind: pages and apps (`android-app://com.example.app/`); about pages, files and extensions are none.
 * Nothing thrown, whatever the text.
 *
 * @example
 * readReferrer('https://www.shop.example/prev', { landing_url: 'https://shop.example/', allowed_origins: [] }, 'safe').is_internal // true
 */
export function readReferrer(
  text: string | undefined,
  own: OwnPlaces,
  keep: UrlQuery,
  isPrivate = false,
): Referrer {
  const told = text?.trim() ?? '';
  const referrer = storableAddress(
    WITHOUT_SCHEME.test(told) ? `https://${told}` : told,
    keep,
    isPrivate,
  );
  if (referrer === null) return { referrer, referrer_host: null, is_internal: false };
  const host = hostOf(referrer);
  return {
    referrer,
    referrer_host: host,
    is_internal: referrer.startsWith('http') && isOwnHost(host, own),
  };
}

/** The host of the landing page, or one of the site's origins; `www.`, scheme and port apart. `*` names no host. */
function isOwnHost(host: string, { landing_url, allowed_origins }: OwnPlaces): boolean {
  if (landing_url !== null && hostOf(landing_url) === host) return true;
  return allowed_origins.some((origin) => {
    const own = hostOf(origin);
    return own.startsWith('*.') ? `.${host}`.endsWith(own.slice(1)) : own === host;
  });
}
