/**
 * Parameters by which networks know a click again: data only. Where an address has several, the first of this list counts.
 * `isPaid`: the network adds it to clicks on ads only. Facebook, Pinterest and Instagram add theirs to every link.
 *
 * Sources: the networks' own help. Google: https://support.google.com/analytics/answer/16479993 (gclid, dclid, gbraid, and
 * gad_source, "the origin of ad traffic"). Yandex: https://yandex.com/blog/ya-direct-api/yclid-tags-added-by-default. Which names
 * there are: PostHog's list of campaign parameters (posthog-js, `src/utils/event-utils.ts`) and
 * https://docs.dataflysignal.com/identity/click-ids.
 */
export type ClickIdRule = {
  type: string;
  /** The known name of the network, as in the lists of search engines and social networks. */
  source: string;
  isPaid: boolean;
  /** Another network that uses the same name: it is the source where the referrer says so. */
  otherSource?: string;
  /** The network places ads on other sites only. */
  isDisplay?: boolean;
};

const paid = (type: string, source: string): ClickIdRule => ({ type, source, isPaid: true });
const any = (type: string, source: string): ClickIdRule => ({ type, source, isPaid: false });

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
  // Not the id of a click: all that Google leaves where a browser takes the ids away.
  paid('gad_source', 'Google'),
  any('fbclid', 'Facebook'),
  any('epik', 'Pinterest'),
  any('igshid', 'Instagram'),
];
