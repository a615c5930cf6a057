/**
 * Parameters by which networks know a click again: data only. Where an address has several, the first of this list counts.
 * `isPaid`: the network adds it to clicks on ads only. Facebook, Pinterest and Instagram add theirs to every link. What marks a
 * mailing (`mc_cid`) is no click id: it is the same for all recipients.
 *
 * Sources: the networks' own help. Google: https://support.google.com/analytics/answer/16479993 (gclid, dclid, gbraid, and
 * gad_source, "the origin of ad traffic"). Yandex: https://yandex.com/blog/ya-direct-api/yclid-tags-added-by-default.
 * CJ: https://docs.cj.com/docs/click-events. Awin: https://wiki.awin.com/index.php/Advertiser_Tracking_Guide. Which names there
 * are: PostHog's list of campaign parameters (posthog-js, `src/utils/event-utils.ts`), also for Quora and Impact, which writes
 * `irclickid` into its links as well; and https://docs.dataflysignal.com/identity/click-ids.
 */
export type ClickIdRule = {
  type: string;
  /** The known name of the network, as in the lists of search engines and social networks; an affiliate network is in none. */
  source: string;
  isPaid: boolean;
  /** Another network that uses the same name: it is the source where the referrer says so. */
  otherSource?: string;
  /** The network places ads on other sites only. */
  isDisplay?: boolean;
  /** The network pays other sites for sending visitors. */
  isAffiliate?: boolean;
};

const paid = (type: string, source: string): ClickIdRule => ({ type, source, isPaid: true });
const any = (type: string, source: string): ClickIdRule => ({ type, source, isPaid: false });
const affiliate = (type: string, source: string) => ({ ...any(type, source), isAffiliate: true });

export const CLICK_IDS: readonly ClickIdRule[] = [
  paid('gclid', 'Google'),
  paid('gbraid', 'Google'),
  paid('wbraid', 'Google'),
  { ...paid('dclid', 'Google'), isDisplay: true },
  paid('msclkid', 'Bing'),
  // Yahoo! Japan's ads have it too.
  { ...paid('yclid', 'Yandex'), otherSource: 'Yahoo' },
  paid('ttclid', 'TikTok'),
  paid('twclid', 'X'),
  paid('li_fat_id', 'LinkedIn'),
  paid('ScCid', 'Snapchat'),
  paid('rdt_cid', 'Reddit'),
  paid('qclid', 'Quora'),
  // Not the id of a click: all that Google leaves where a browser takes the ids away.
  paid('gad_source', 'Google'),
  affiliate('irclickid', 'Impact'),
  affiliate('irclid', 'Impact'),
  affiliate('cjevent', 'CJ'),
  affiliate('awc', 'Awin'),
  any('fbclid', 'Facebook'),
  any('epik', 'Pinterest'),
  any('igshid', 'Instagram'),
  any('igsh', 'Instagram'),
];
