/** Who comes to the demo's shop: where they are, and with what. Pure. */
import type { Chance, Share } from './chance';
import type { Source } from './sources';

/** As Cloudflare tells of a request. */
type Place = { country: string; region: string; city: string; timezone: string; languages: string };

const place = (
  [country, region, city]: [string, string, string],
  timezone: string,
  languages: string,
): Place => ({ country, region, city, timezone, languages });
const german = (region: string, city: string) =>
  place(['DE', region, city], 'Europe/Berlin', 'de-DE,de;q=0.9,en;q=0.7');
const american = (region: string, city: string, timezone: string) =>
  place(['US', region, city], timezone, 'en-US,en;q=0.9');

export const PLACES: Share<Place>[] = [
  [german('Berlin', 'Berlin'), 130],
  [german('Hamburg', 'Hamburg'), 78],
  [german('Bavaria', 'Munich'), 92],
  [german('North Rhine-Westphalia', 'Cologne'), 58],
  [german('Saxony', 'Leipzig'), 44],
  [german('Baden-Württemberg', 'Stuttgart'), 36],
  [german('Baden-Württemberg', 'Freiburg'), 25],
  [german('Hesse', 'Frankfurt am Main'), 34],
  [german('Bremen', 'Bremen'), 17],
  [place(['AT', 'Vienna', 'Vienna'], 'Europe/Vienna', 'de-AT,de;q=0.9'), 52],
  [place(['AT', 'Tyrol', 'Innsbruck'], 'Europe/Vienna', 'de-AT,de;q=0.9'), 21],
  [place(['CH', 'Zurich', 'Zurich'], 'Europe/Zurich', 'de-CH,de;q=0.9,fr;q=0.6'), 48],
  [place(['CH', 'Geneva', 'Geneva'], 'Europe/Zurich', 'fr-CH,fr;q=0.9'), 14],
  [place(['GB', 'England', 'London'], 'Europe/London', 'en-GB,en;q=0.9'), 58],
  [place(['GB', 'Scotland', 'Edinburgh'], 'Europe/London', 'en-GB,en;q=0.9'), 18],
  [place(['FR', 'Île-de-France', 'Paris'], 'Europe/Paris', 'fr-FR,fr;q=0.9'), 40],
  [place(['FR', 'Auvergne-Rhône-Alpes', 'Lyon'], 'Europe/Paris', 'fr-FR,fr;q=0.9'), 17],
  [place(['NL', 'North Holland', 'Amsterdam'], 'Europe/Amsterdam', 'nl-NL,nl;q=0.9,en;q=0.8'), 42],
  [place(['BE', 'Brussels Capital', 'Brussels'], 'Europe/Brussels', 'fr-BE,fr;q=0.9'), 14],
  [place(['DK', 'Capital Region', 'Copenhagen'], 'Europe/Copenhagen', 'da-DK,da;q=0.9'), 19],
  [place(['SE', 'Stockholm', 'Stockholm'], 'Europe/Stockholm', 'sv-SE,sv;q=0.9'), 18],
  [place(['NO', 'Oslo', 'Oslo'], 'Europe/Oslo', 'nb-NO,nb;q=0.9'), 12],
  [place(['IT', 'Lombardy', 'Milan'], 'Europe/Rome', 'it-IT,it;q=0.9'), 21],
  [place(['IT', 'South Tyrol', 'Bolzano'], 'Europe/Rome', 'de-IT,it;q=0.8'), 13],
  [place(['ES', 'Catalonia', 'Barcelona'], 'Europe/Madrid', 'es-ES,es;q=0.9'), 18],
  [place(['PL', 'Mazovia', 'Warsaw'], 'Europe/Warsaw', 'pl-PL,pl;q=0.9'), 15],
  [place(['CZ', 'Prague', 'Prague'], 'Europe/Prague', 'cs-CZ,cs;q=0.9'), 11],
  [american('New York', 'New York', 'America/New_York'), 36],
  [american('California', 'San Francisco', 'America/Los_Angeles'), 24],
  [american('Oregon', 'Portland', 'America/Los_Angeles'), 14],
  [american('Colorado', 'Denver', 'America/Denver'), 13],
  [place(['CA', 'Ontario', 'Toronto'], 'America/Toronto', 'en-CA,en;q=0.9'), 16],
  [place(['JP', 'Tokyo', 'Tokyo'], 'Asia/Tokyo', 'ja-JP,ja;q=0.9'), 12],
  [place(['AU', 'Victoria', 'Melbourne'], 'Australia/Melbourne', 'en-AU,en;q=0.9'), 11],
  [place(['BR', 'São Paulo', 'São Paulo'], 'America/Sao_Paulo', 'pt-BR,pt;q=0.9'), 9],
  [place(['IN', 'Karnataka', 'Bengaluru'], 'Asia/Kolkata', 'en-IN,en;q=0.9'), 9],
];

/** Where most crawlers run. */
const DATA_CENTRES: Share<Place>[] = [
  [american('Virginia', 'Ashburn', 'America/New_York'), 60],
  [american('Iowa', 'Council Bluffs', 'America/Chicago'), 30],
  [place(['IE', 'Leinster', 'Dublin'], 'Europe/Dublin', ''), 14],
  [place(['SG', 'Singapore', 'Singapore'], 'Asia/Singapore', ''), 12],
];

/** A browser. `agent`: its user agent. `screen`: in CSS pixels. */
type Machine = { agent: string; screen: [width: number, height: number]; isPhone: boolean };

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15';
const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K)';
const PIXEL = 'Mozilla/5.0 (Linux; Android 16; Pixel 9 Build/BP2A; wv)';

const desktop = (agent: string, width: number, height: number): Machine => ({
  agent,
  screen: [width, height],
  isPhone: false,
});
const phone = (agent: string, width: number, height: number): Machine => ({
  agent,
  screen: [width, height],
  isPhone: true,
});

export const MACHINES: Share<Machine>[] = [
  [desktop(`${WINDOWS} ${WEBKIT} Chrome/154.0.0.0 Safari/537.36`, 1920, 1080), 150],
  [desktop(`${WINDOWS} ${WEBKIT} Chrome/153.0.0.0 Safari/537.36`, 1536, 864), 48],
  [desktop(`${WINDOWS} ${WEBKIT} Chrome/154.0.0.0 Safari/537.36 Edg/154.0.0.0`, 1920, 1080), 62],
  [
    desktop(
      `${WINDOWS} Gecko/20100101 Firefox/157.0`.replace('x64)', 'x64; rv:157.0)'),
      1920,
      1080,
    ),
    44,
  ],
  [desktop(`${MAC} ${WEBKIT} Chrome/154.0.0.0 Safari/537.36`, 1512, 982), 66],
  [
    desktop(
      `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15`,
      1440,
      900,
    ),
    78,
  ],
  [
    desktop(
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:157.0) Gecko/20100101 Firefox/157.0',
      1728,
      1117,
    ),
    18,
  ],
  [
    desktop('Mozilla/5.0 (X11; Linux x86_64; rv:157.0) Gecko/20100101 Firefox/157.0', 1920, 1200),
    16,
  ],
  [
    desktop(`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/154.0.0.0 Safari/537.36`, 2560, 1440),
    12,
  ],
  [
    desktop(
      `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/154.0.0.0 Safari/537.36`,
      1366,
      768,
    ),
    7,
  ],
  [desktop(`${WINDOWS} ${WEBKIT} Chrome/152.0.0.0 Safari/537.36 OPR/124.0.0.0`, 1920, 1080), 12],
  [phone(`${IPHONE} (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1`, 393, 852), 215],
  [phone(`${IPHONE} (KHTML, like Gecko) CriOS/154.0.0.0 Mobile/15E148 Safari/604.1`, 430, 932), 26],
  [phone(`${ANDROID} ${WEBKIT} Chrome/154.0.0.0 Mobile Safari/537.36`, 412, 915), 150],
  [
    phone(
      `${ANDROID} ${WEBKIT} SamsungBrowser/29.0 Chrome/142.0.0.0 Mobile Safari/537.36`,
      384,
      832,
    ),
    46,
  ],
  [phone('Mozilla/5.0 (Android 16; Mobile; rv:157.0) Gecko/157.0 Firefox/157.0', 412, 892), 15],
  [
    desktop(
      'Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
      820,
      1180,
    ),
    33,
  ],
];

const IN_APP: Record<NonNullable<Source['app']>, Share<Machine>[]> = {
  Instagram: [
    [
      phone(
        `${IPHONE} (KHTML, like Gecko) Mobile/15E148 Instagram 405.0.0.30.81 (iPhone16,1; iOS 18_7; de_DE)`,
        393,
        852,
      ),
      60,
    ],
    [
      phone(
        `${PIXEL} ${WEBKIT} Version/4.0 Chrome/154.0.0.0 Mobile Safari/537.36 Instagram 405.0.0.40.77 Android`,
        412,
        915,
      ),
      40,
    ],
  ],
  Facebook: [
    [
      phone(
        `${IPHONE} (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/530.0.0.40.70;FBDV/iPhone15,2]`,
        393,
        852,
      ),
      45,
    ],
    [
      phone(
        `${PIXEL} ${WEBKIT} Version/4.0 Chrome/154.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/530.0.0.50.71;]`,
        412,
        915,
      ),
      55,
    ],
  ],
};

const BOTS: Share<Machine>[] = [
  [desktop('Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 0, 0), 34],
  [desktop('Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)', 0, 0), 18],
  [
    desktop(
      'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.3; +https://openai.com/gptbot)',
      0,
      0,
    ),
    22,
  ],
  [desktop('Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)', 0, 0), 14],
  [
    desktop(
      `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/154.0.0.0 Safari/537.36`,
      800,
      600,
    ),
    12,
  ],
];

/** Somebody with one browser, which is what a visitor is. */
export type Person = { visitorId: string; place: Place; machine: Machine; isBot: boolean };

export function makePerson(chance: Chance, visitorId: string, source: Source): Person {
  const place = chance.choose(PLACES);
  const machine = chance.choose(MACHINES);
  const isInApp = source.app !== undefined && chance.is(0.78);
  return {
    visitorId,
    place,
    machine: isInApp && source.app !== undefined ? chance.choose(IN_APP[source.app]) : machine,
    isBot: false,
  };
}

export function makeBot(chance: Chance, visitorId: string): Person {
  const place = chance.choose(DATA_CENTRES);
  return { visitorId, place, machine: chance.choose(BOTS), isBot: true };
}
