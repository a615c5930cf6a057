/**
 * User agent client hints (https://wicg.github.io/ua-client-hints/): what a Chromium browser says of itself beside its user
 * agent. Unasked it sends its brands, platform and whether it is mobile; the versions come only where a site asks for them.
 */
export type ClientHints = {
  brand: Brand | null;
  platform: string | null;
  platform_version: string | null;
  is_mobile: boolean | null;
};
/** `is_full`: by the full version list, else the number before the first point. */
export type Brand = { name: string; version: string; is_full: boolean };

export const NO_HINTS: ClientHints = {
  brand: null,
  platform: null,
  platform_version: null,
  is_mobile: null,
};

/** Under one name each, the user agent library's. */
const NAMES = new Map([
  ['Android WebView', 'Chrome'],
  ['Google Chrome', 'Chrome'],
  ['HeadlessChrome', 'Chrome'],
  ['Microsoft Edge WebView2', 'Microsoft Edge'],
  ['Opera GX', 'Opera'],
  ['Samsung Internet', 'Samsung Internet for Android'],
  ['Whale', 'NAVER Whale Browser'],
  ['YaBrowser', 'Yandex Browser'],
  ['Yandex', 'Yandex Browser'],
]);

/** Of a browser's own request; a header that is missing or malformed gives nothing. */
export function readClientHints(headers: Headers): ClientHints {
  const brands = readBrands(headers.get('sec-ch-ua'));
  const full = readBrands(headers.get('sec-ch-ua-full-version-list'));
  const chosen = chooseBrand(brands.length > 0 ? brands : full);
  const fullVersion = full.find((brand) => brand.name === chosen?.name)?.version;
  const mobile = headers.get('sec-ch-ua-mobile')?.trim();
  return {
    brand: chosen && {
      name: NAMES.get(chosen.name) ?? chosen.name,
      version: fullVersion ?? chosen.version,
      is_full: fullVersion !== undefined,
    },
    platform: readText(headers.get('sec-ch-ua-platform')),
    platform_version: readText(headers.get('sec-ch-ua-platform-version')),
    is_mobile: mobile === '?1' ? true : mobile === '?0' ? false : null,
  };
}

type Listed = { name: string; version: string };

/** `"Brave";v="131", "Chromium";v="131"`: a list of strings with a parameter (RFC 9651). */
function readBrands(header: string | null): Listed[] {
  const listed = (header ?? '').slice(0, 512).matchAll(/"((?:[^"\\]|\\.)*)" *; *v="([^"]*)"/g);
  return [...listed].map(([, name = '', version = '']) => ({ name: name.trim(), version }));
}

/**
 * The brand that says most: the browser's own, else Chrome's, else Chromium's, which it is built on. Not one of those that are
 * made up so that nobody relies on the list, such as `Not_A Brand`.
 */
function chooseBrand(brands: Listed[]): Listed | null {
  const real = brands.filter(({ name }) => name !== '' && !/^not.*brand$/i.test(lettersOf(name)));
  const own = real.find(({ name }) => NAMES.get(name) !== 'Chrome' && name !== 'Chromium');
  return own ?? real.find(({ name }) => name !== 'Chromium') ?? real[0] ?? null;
}

function lettersOf(text: string): string {
  return text.replace(/[^a-z]/gi, '');
}

/** A string of RFC 9651, such as `"Windows"`; null where it is empty or `Unknown`. */
function readText(header: string | null): string | null {
  const text = (header ?? '').replaceAll('"', '').trim();
  return text === '' || text === 'Unknown' ? null : text;
}
