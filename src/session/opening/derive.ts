/**
 * What is worked out of where a visitor came from, of a session that is stored: the same rules as when one is opened
 * (`arrival.ts`), for when the rules have changed. Pure. What cannot be known any more stays as it is:
 *
 * - a session that asked for privacy has told its channel by a click id, and that was not kept: it keeps source and channel;
 * - only a session from before sources were worked out has its click id read from the landing page. Of any other the id is
 *   stored; if none is, the page was not where it landed.
 */
import type { Site } from '../../sites/schema';
import type { Arrival, ClickId, Session } from '../life/session';
import { type Allows, allowsOf, storableAddress } from './address-privacy';
import { readCampaign, readClickId, readParameters } from './campaign';
import { CLICK_IDS } from './click-ids';
import { readReferrer } from './referrer';
import { findSource } from './source';

/** The settings that the rules know. */
export type DerivingSite = Pick<Site, 'allowed_origins' | 'url_query'>;

/** `stored`: with its addresses as `spellStored` gives them. Applied again to what comes of it, it changes nothing. */
export function deriveArrival(
  stored: Session,
  { allowed_origins, url_query }: DerivingSite,
): Arrival {
  const { landing_url, referrer, utm_params, source, channel } = stored;
  const isPrivate = mayBePrivate(stored);
  const allows = allowsOf(url_query, isPrivate);
  const own = { landing_url, allowed_origins };
  const from = readReferrer(referrer ?? undefined, own, url_query, isPrivate);
  const click_id = findClickId(stored, allows);
  const told = Object.entries(utm_params).filter(
    (pair): pair is [string, string] => pair[1] !== null,
  );
  const found = findSource({
    campaign: readCampaign([], { utm_params: Object.fromEntries(told) }, allows),
    click: CLICK_IDS.find(({ type }) => type === click_id?.type) ?? null,
    outsideHost: from.is_internal ? null : from.referrer_host,
  });
  const isToStay = source !== null && isPrivate;
  return {
    referrer,
    referrer_host: from.referrer_host,
    referrer_is_internal: from.is_internal,
    utm_params,
    click_id: isPrivate ? null : click_id,
    ...(isToStay ? { source, channel } : found),
  };
}

/** An address of the session as it would be stored today; as it is, if it is none. */
export function spellStored(address: string, stored: Session, { url_query }: DerivingSite): string {
  return storableAddress(address, url_query, mayBePrivate(stored)) ?? address;
}

function findClickId(stored: Session, allows: Allows): ClickId | null {
  const { click_id, source, landing_url } = stored;
  if (click_id !== null || source !== null || landing_url === null) return click_id;
  return readClickId(readParameters(landing_url), allows)?.click_id ?? null;
}

/** Only a private session has no follower's id, and some that an early version has stored. */
function mayBePrivate({ writers }: Session): boolean {
  return writers.follower_id === null;
}
