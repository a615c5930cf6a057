/**
 * Secrets that name their site: `PREFIX_SITE_SECRET`, where SITE is the id of the site without dashes, so that one alone says which site
 * (and database) to look in, and SECRET is 256 random bits. Only a SHA-256 is stored; at that length a slow hash would add nothing.
 */
import { asId, type SiteId, toHex } from '../ids/uuid';

const FORM =
  /^([a-z]+)_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_[0-9a-f]{64}$/;

/** `vs`: an API key; `share`: the token of a share link. */
type Prefix = 'vs' | 'share';

export function makeSecret(prefix: Prefix, siteId: SiteId): string {
  const secret = toHex(crypto.getRandomValues(new Uint8Array(32)));
  return `${prefix}_${siteId.replaceAll('-', '')}_${secret}`;
}

/** The site whose id is in the text; null when that does not have the form of such a secret. It may still be wrong. */
export function siteOfSecret(prefix: Prefix, text: string): SiteId | null {
  const [, found, ...parts] = FORM.exec(text) ?? [];
  return found === prefix ? asId(parts.join('-')) : null;
}
