/** What brings people to the demo's shop: referrers and links, as a browser tells them. Pure. */
import type { Share } from './chance';
import type { Landing } from './shop';

/**
 * `query`: of the first page's address, which has the campaign. `bounces`: how many look at one page only and are gone within
 * seconds. `app`: those on a phone come by its in-app browser.
 */
export type Source = {
  referrer?: string;
  query?: string;
  landing: Landing;
  bounces: number;
  app?: 'Instagram' | 'Facebook';
};

const GOOGLE: Source = { referrer: 'https://www.google.com/', landing: 'search', bounces: 0.43 };
const DIRECT: Source = { landing: 'home', bounces: 0.41 };
const BING: Source = { referrer: 'https://www.bing.com/', landing: 'search', bounces: 0.45 };
const DUCKDUCKGO: Source = { ...GOOGLE, referrer: 'https://duckduckgo.com/' };
const ECOSIA: Source = { ...GOOGLE, referrer: 'https://www.ecosia.org/' };
const INSTAGRAM: Source = {
  referrer: 'https://l.instagram.com/',
  landing: 'goods',
  bounces: 0.59,
  app: 'Instagram',
};
const FACEBOOK: Source = {
  referrer: 'https://l.facebook.com/',
  landing: 'stories',
  bounces: 0.61,
  app: 'Facebook',
};
const PINTEREST: Source = {
  referrer: 'https://www.pinterest.com/',
  landing: 'goods',
  bounces: 0.56,
};
const REDDIT: Source = { referrer: 'https://www.reddit.com/', landing: 'stories', bounces: 0.54 };
const YOUTUBE: Source = { referrer: 'https://www.youtube.com/', landing: 'studio', bounces: 0.5 };
const CHATGPT: Source = {
  referrer: 'https://chatgpt.com/',
  landing: 'goods',
  bounces: 0.31,
};
const PERPLEXITY: Source = {
  referrer: 'https://www.perplexity.ai/',
  landing: 'stories',
  bounces: 0.32,
};
const GEMINI: Source = { referrer: 'https://gemini.google.com/', landing: 'goods', bounces: 0.34 };
const CLAUDE: Source = { referrer: 'https://claude.ai/', landing: 'stories', bounces: 0.29 };
const BLOG: Source = {
  referrer: 'https://slowtravel.example/packing-list',
  landing: 'stories',
  bounces: 0.41,
};
const FORUM: Source = {
  referrer: 'https://huettenforum.example/thread/4711',
  landing: 'goods',
  bounces: 0.45,
};
const AD_GOODS: Source = {
  referrer: 'https://www.google.com/',
  query: 'utm_source=google&utm_medium=cpc&utm_campaign=rucksacks&utm_term=day+rucksack',
  landing: 'goods',
  bounces: 0.52,
};
const AD_BRAND: Source = {
  referrer: 'https://www.google.com/',
  query: 'utm_source=google&utm_medium=cpc&utm_campaign=brand',
  landing: 'home',
  bounces: 0.27,
};
const BANNER: Source = {
  query: 'utm_source=outdoor-network&utm_medium=display&utm_campaign=come-back',
  landing: 'goods',
  bounces: 0.7,
};
const PARTNER: Source = {
  query: 'utm_source=gear-guide&utm_medium=affiliate&utm_campaign=best-of-lamps',
  landing: 'goods',
  bounces: 0.42,
};

/** Of somebody who has not been here before. */
export const FIRST_TIME: Share<Source>[] = [
  [GOOGLE, 300],
  [DIRECT, 175],
  [BING, 35],
  [DUCKDUCKGO, 26],
  [ECOSIA, 19],
  [INSTAGRAM, 75],
  [FACEBOOK, 28],
  [PINTEREST, 44],
  [REDDIT, 17],
  [YOUTUBE, 16],
  [CHATGPT, 38],
  [PERPLEXITY, 13],
  [GEMINI, 9],
  [CLAUDE, 8],
  [BLOG, 34],
  [FORUM, 16],
  [AD_GOODS, 62],
  [AD_BRAND, 24],
  [BANNER, 22],
  [PARTNER, 19],
];

/** Of somebody who comes back. */
export const AGAIN: Share<Source>[] = [
  [{ ...DIRECT, bounces: 0.29 }, 560],
  [{ ...GOOGLE, landing: 'home', bounces: 0.27 }, 200],
  [{ ...AD_BRAND, bounces: 0.2 }, 50],
  [INSTAGRAM, 60],
  [BANNER, 40],
  [BLOG, 14],
  [{ referrer: 'https://mail.google.com/', landing: 'home', bounces: 0.25 }, 50],
];

/** Crawlers follow no link that they would tell of. */
export const CRAWLED: Source = { landing: 'search', bounces: 1 };

/**
 * What comes in waves: `visits` on each day from `daysAgo` on. `knows`: mostly people who were here before.
 */
type Wave = { daysAgo: number; visits: number[]; knows: boolean; source: Source };

const letter = (issue: number, daysAgo: number): Wave => ({
  daysAgo,
  visits: [52, 24, 10, 4],
  knows: true,
  source: {
    query: `utm_source=letter&utm_medium=email&utm_campaign=letter-${issue}`,
    landing: 'stories',
    bounces: 0.25,
  },
});

export const WAVES: Wave[] = [
  letter(31, 53),
  letter(32, 39),
  letter(33, 25),
  letter(34, 11),
  {
    daysAgo: 20,
    visits: [38, 74, 96, 88, 61, 33, 18],
    knows: false,
    source: {
      referrer: 'https://l.instagram.com/',
      query: 'utm_source=instagram&utm_medium=paid_social&utm_campaign=studio-days',
      landing: 'studio',
      bounces: 0.56,
      app: 'Instagram',
    },
  },
  {
    daysAgo: 34,
    visits: [64, 41, 19, 9, 5],
    knows: false,
    source: {
      referrer: 'https://sundaypaper.example/travel/the-slow-train-is-back',
      landing: 'stories',
      bounces: 0.47,
    },
  },
];
