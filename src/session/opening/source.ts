/** Where the visitor comes from: who sent them, and by which channel. */
import type { Channel, UtmParams } from '../life/session';
import { findChannel, namesSource } from './channel';
import type { ClickIdRule } from './click-ids';
import { findByHost, findByName, type KnownSource, type SourceKind } from './known-sources';

/** What a source is told by. */
export type SourceEvidence = {
  campaign: UtmParams;
  /** What is known of the click that led here, by its id. */
  click: ClickIdRule | null;
  /** The host of a page or the package of an app; null: none, or the site itself. */
  outsideHost: string | null;
};

/**
 * The source is `utm_source` as it was told (a placeholder as `(direct)` tells nothing), else the network of an ad that was clicked, else the known name of the referrer,
 * else the referrer's host, else the network of a link that was clicked, else `Direct`. Count sources by `campaignKey`.
 *
 * @example
 * findSource({ campaign, click: null, outsideHost: 'l.instagram.com' }) // { source: 'Instagram', channel: 'Organic Social' }
 */
export function findSource({ campaign, click, outsideHost }: SourceEvidence): {
  source: string;
  channel: Channel;
} {
  const utm_source = namesSource(campaign.source) ? campaign.source : null;
  const referrer = outsideHost === null ? null : findByHost(outsideHost);
  const network = findNetwork(click, referrer);
  const ad = click?.isPaid ? network : null;
  const sender = ad ?? (outsideHost === null ? network : referrer);
  const named = utm_source === null ? sender : findByName(utm_source);
  const channel = findChannel({
    utm_source,
    utm_medium: campaign.medium,
    kind: named?.kind ?? null,
    click: click && {
      isPaid: click.isPaid,
      isDisplay: click.isDisplay ?? false,
      isAffiliate: click.isAffiliate ?? false,
      kind: network?.kind ?? null,
    },
    hasReferrer: outsideHost !== null,
  });
  return { source: utm_source ?? sender?.name ?? outsideHost ?? 'Direct', channel };
}

type Network = { name: string; kind: SourceKind | null };

function findNetwork(click: ClickIdRule | null, referrer: KnownSource | null): Network | null {
  if (click === null) return null;
  return click.otherSource !== undefined && referrer?.name === click.otherSource
    ? referrer
    : (findByName(click.source) ?? { name: click.source, kind: null });
}
