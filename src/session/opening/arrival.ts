/**
 * How a visitor came to the site: worked out once, when a session is opened, from what was told and before anything of it is
 * removed; what is stored is without what the site's setting removes.
 */
import type { Site } from '../../sites/schema';
import type { Arrival } from '../life/session';
import { allowsOf, storableAddress } from './address-privacy';
import { readCampaign, readClickId, readParameters, type ToldCampaign } from './campaign';
import { readReferrer } from './referrer';
import { findSource } from './source';

/** What a create tells of it. `landing: false`: the page was open in the session before, whose campaign it was. */
export type ToldArrival = ToldCampaign & {
  url?: string | undefined;
  landing?: boolean | undefined;
  referrer?: string | undefined;
};

/**
 * Pure; nothing thrown, whatever was told. Campaign values and click ids are read whatever the site keeps of queries; those
 * that would not be kept in an address, because of a credential or personal data in them, are dropped unless the site keeps
 * all. `isPrivate`: the visitor asks for privacy; the click id tells the channel, and is not kept.
 *
 * @example
 * const arrival = describeArrival(command, caller.site); // { source: 'Google', channel: 'Paid Search', … }
 */
export function describeArrival(
  told: ToldArrival,
  site: Pick<Site, 'allowed_origins' | 'url_query'>,
  isPrivate = false,
): Arrival & { landing_url: string | null } {
  const { url, landing = true } = told;
  const keep = site.url_query;
  const parameters = url !== undefined && landing ? readParameters(url) : [];
  const allows = allowsOf(keep, isPrivate);
  const utm_params = readCampaign(parameters, told, allows);
  const click = readClickId(parameters, allows);
  const landing_url = url === undefined ? null : storableAddress(url, keep, isPrivate);
  const { allowed_origins } = site;
  const from = readReferrer(told.referrer, { landing_url, allowed_origins }, keep, isPrivate);
  const outsideHost = from.is_internal ? null : from.referrer_host;
  return {
    landing_url,
    referrer: from.referrer,
    referrer_host: from.referrer_host,
    referrer_is_internal: from.is_internal,
    utm_params,
    click_id: isPrivate ? null : (click?.click_id ?? null),
    ...findSource({ campaign: utm_params, click: click?.rule ?? null, outsideHost }),
  };
}
