/**
 * The channel of a session: GA4's default channel groups (https://support.google.com/analytics/answer/9756891) in their order,
 * with two differences. AI assistants are a channel whatever the medium, not only with `ai-assistant`. And groups that are no
 * channel here are counted where the next rule puts them: Video by its sites, which are social networks here; Shopping and
 * Cross-network as what they are bought or found on; Audio, SMS, Push and Paid Other as Other.
 */
import type { Channel } from '../life/session';
import { campaignKey } from './campaign';
import type { SourceKind } from './known-sources';

/** What a channel is told by. */
export type ChannelEvidence = {
  utm_source: string | null;
  utm_medium: string | null;
  /** Of the source, if it is a known one. */
  kind: SourceKind | null;
  /**
   * What a click id tells: on an ad or any link, whether of a network that is on other sites only, or of affiliates, and the
   * network's kind.
   */
  click: {
    isPaid: boolean;
    isDisplay: boolean;
    isAffiliate: boolean;
    kind: SourceKind | null;
  } | null;
  /** A page or app outside the site. */
  hasReferrer: boolean;
};

/** Media that name a channel, without case. */
const MEDIA = new Map<string, Channel>([
  ...['display', 'banner', 'expandable', 'interstitial', 'cpm'].map(as('Display')),
  ...['social', 'social-network', 'social-media', 'sm', 'social network', 'social media'].map(
    as('Organic Social'),
  ),
  ['ai-assistant', 'AI'],
  ['organic', 'Organic Search'],
  ...['referral', 'app', 'link'].map(as('Referral')),
  ...['email', 'e-mail', 'e_mail', 'e mail'].map(as('Email')),
  ['affiliate', 'Affiliates'],
  ...['audio', 'sms'].map(as('Other')),
]);
const NO_MEDIUM = new Set(['', '(none)', '(not set)']);
const NO_SOURCE = new Set(['', 'direct', '(direct)', '(not set)']);

/** Not the placeholder that stands where there is no source. */
export function namesSource(utm_source: string | null): boolean {
  return !NO_SOURCE.has(campaignKey(utm_source ?? ''));
}

/**
 * @example
 * findChannel({ utm_source: 'Google', utm_medium: 'CPC', kind: 'search', click: null, hasReferrer: true }) // 'Paid Search'
 */
export function findChannel(evidence: ChannelEvidence): Channel {
  const { kind, click, hasReferrer } = evidence;
  const medium = campaignKey(evidence.utm_medium ?? '');
  const source = campaignKey(evidence.utm_source ?? '');
  const hasMedium = !NO_MEDIUM.has(medium);
  const hasSource = namesSource(source);
  if (!hasSource && !hasMedium && click === null && !hasReferrer) return 'Direct';
  const named = nameOf(medium);
  const isAd = named === null && click?.isPaid === true;
  const isPaid = isPaidMedium(medium) || isAd;
  if (isAd && click.isDisplay && !isPaidMedium(medium)) return 'Display';
  const adKind = kind ?? (isAd ? click.kind : null);
  if (isPaid && adKind === 'search') return 'Paid Search';
  if (isPaid && adKind === 'social') return 'Paid Social';
  if (named === 'Display') return 'Display';
  if (kind === 'ai') return 'AI';
  if (isPaid) return 'Other';
  if (click?.isAffiliate && !hasMedium) return 'Affiliates';
  // What the link says outweighs where it was opened.
  if (named !== null && !hasSource) return named;
  if (kind === 'social' || named === 'Organic Social') return 'Organic Social';
  if (kind === 'search' || named === 'Organic Search') return 'Organic Search';
  if (kind === 'email' || MEDIA.get(source) === 'Email') return 'Email';
  if (named !== null) return named;
  return hasReferrer && !hasSource && !hasMedium ? 'Referral' : 'Other';
}

/** GA4: `^(.*cp.*|ppc|retargeting|paid.*)$`. */
function isPaidMedium(medium: string): boolean {
  return (
    medium.includes('cp') ||
    medium === 'ppc' ||
    medium === 'retargeting' ||
    medium.startsWith('paid')
  );
}

function nameOf(medium: string): Channel | null {
  const isPush = medium.endsWith('push') || /mobile|notification/.test(medium);
  return MEDIA.get(medium) ?? (isPush ? 'Other' : null);
}

function as(channel: Channel) {
  return (medium: string): [string, Channel] => [medium, channel];
}
