/**
 * What is counted has one spelling: tables of what comes in and what is stored. The engine's own data decides, so they hold in
 * Node and in workerd alike.
 */
import { expect, it } from 'vitest';
import { nameCountry } from '../../../src/session/opening/country';
import { listCountryCodes } from '../../../src/session/opening/country-codes';
import { chooseLanguage } from '../../../src/session/opening/language';
import { nameTimeZone } from '../../../src/time-zone';

export function itNamesLanguages() {
  it.each([
    ['de', 'de'],
    ['EN-us', 'en-US'],
    ['de_DE', 'de-DE'],
    ['de_DE.UTF-8', 'de-DE'],
    ['sr_RS@latin', 'sr-RS'],
    [' pt-br ', 'pt-BR'],
    ['ZH-HANT-tw', 'zh-Hant-TW'],
    ['es-419', 'es-419'],
    ['ca-valencia', 'ca-valencia'],
    ['fil', 'fil'],
    // Withdrawn codes.
    ['iw', 'he'],
    ['in-ID', 'id-ID'],
    // How things are written in it is another matter.
    ['de-DE-u-co-phonebk', 'de-DE'],
    ['en-US-x-private', 'en-US'],
    // The one wanted most.
    ['de-DE,de;q=0.9,en;q=0.8', 'de-DE'],
    ['fr;q=0.3,de;q=0.9', 'de'],
    ['fr ; Q=0.3 , de ; q=0.90', 'de'],
    ['en;q=0.5,fr;q=0.5', 'en'],
    ['*,de;q=0.5', 'de'],
    ['english,de;q=0.5', 'de'],
    ['fr;q=0,de;q=0.1', 'de'],
    ['fr;q=x,de;q=0.1', 'de'],
    // None.
    ['*', null],
    ['', null],
    [' ', null],
    [',;', null],
    ['de;q=0', null],
    ['C', null],
    ['POSIX', null],
    ['english', null],
    ['und', null],
    ['12', null],
    ['de--DE', null],
    ['d€', null],
    ['undefined', null],
    [null, null],
    [undefined, null],
  ])('%j is %j', (text, language) => {
    expect(chooseLanguage(text)).toBe(language);
  });
}

export function itNamesTimeZones() {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    [' AMERICA/NEW_YORK ', 'America/New_York'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    // Renamed.
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['asia/saigon', 'Asia/Ho_Chi_Minh'],
    ['Asia/Katmandu', 'Asia/Kathmandu'],
    ['Asia/Rangoon', 'Asia/Yangon'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['America/Godthab', 'America/Nuuk'],
    ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['America/Indianapolis', 'America/Indiana/Indianapolis'],
    ['Africa/Asmera', 'Africa/Asmara'],
    ['Atlantic/Faeroe', 'Atlantic/Faroe'],
    ['Pacific/Truk', 'Pacific/Chuuk'],
    ['Pacific/Enderbury', 'Pacific/Kanton'],
    // Other names of the same zone.
    ['US/Pacific', 'America/Los_Angeles'],
    ['GB', 'Europe/London'],
    ['America/Montreal', 'America/Toronto'],
    ['Asia/Chongqing', 'Asia/Shanghai'],
    ['Etc/UTC', 'UTC'],
    ['GMT', 'UTC'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    // A country's own name stays, though the clocks are those of another.
    ['Europe/Amsterdam', 'Europe/Amsterdam'],
    ['Arctic/Longyearbyen', 'Arctic/Longyearbyen'],
    // None.
    ['Mars/Phobos', null],
    ['Berlin', null],
    ['+05:30', null],
    ['', null],
    [' ', null],
    ['constructor', null],
    [null, null],
    [undefined, null],
  ])('%j is %j', (text, zone) => {
    expect(nameTimeZone(text)).toBe(zone);
  });

  it('that the engine names has one name, which stays', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const name = nameTimeZone(zone);
      expect(nameTimeZone(name)).toBe(name);
      expect(nameTimeZone(zone.toUpperCase())).toBe(name);
    }
  });
}

export function itNamesCountries() {
  it.each([
    ['DE', 'DE'],
    ['de', 'DE'],
    [' De ', 'DE'],
    ['DEU', 'DE'],
    ['usa', 'US'],
    ['U.S.', 'US'],
    ['U.S.A.', 'US'],
    ['UK', 'GB'],
    ['XK', 'XK'],
    // English names.
    ['Germany', 'DE'],
    ['GERMANY', 'DE'],
    ['germany ', 'DE'],
    ['Federal Republic of Germany', 'DE'],
    ['United States', 'US'],
    ['The United States of America', 'US'],
    ['United Kingdom', 'GB'],
    ['Great Britain', 'GB'],
    ['The Netherlands', 'NL'],
    ['Czechia', 'CZ'],
    ['Czech Republic', 'CZ'],
    ['Türkiye', 'TR'],
    ['Turkey', 'TR'],
    ['Côte d’Ivoire', 'CI'],
    ["Cote d'Ivoire", 'CI'],
    ['Ivory Coast', 'CI'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Bosnia & Herzegovina', 'BA'],
    ['Saint Lucia', 'LC'],
    ['St. Lucia', 'LC'],
    ['Russia', 'RU'],
    ['Russian Federation', 'RU'],
    ['Viet Nam', 'VN'],
    ['Vietnam', 'VN'],
    ['South Korea', 'KR'],
    ['Korea, Republic of', 'KR'],
    ['North Korea', 'KP'],
    ["Korea (Democratic People's Republic of)", 'KP'],
    ['Korea, North', 'KP'],
    ['Guinea, Equatorial', 'GQ'],
    ['Gambia, The', 'GM'],
    ['Taiwan, Province of China', 'TW'],
    ['United Kingdom of Great Britain and Northern Ireland', 'GB'],
    ['Iran, Islamic Republic of', 'IR'],
    ['Iran (Islamic Republic of)', 'IR'],
    ['Islamic Republic of Iran', 'IR'],
    ['China', 'CN'],
    ["People's Republic of China", 'CN'],
    ['Taiwan', 'TW'],
    ['Hong Kong', 'HK'],
    ['Macao', 'MO'],
    ['Myanmar', 'MM'],
    ['Palestine', 'PS'],
    ['Democratic Republic of the Congo', 'CD'],
    ['Republic of the Congo', 'CG'],
    ['Georgia', 'GE'],
    ['Ireland', 'IE'],
    ['Dominican Republic', 'DO'],
    ['Dominica', 'DM'],
    ['Niger', 'NE'],
    ['Guinea-Bissau', 'GW'],
    ['U.S. Virgin Islands', 'VI'],
    ['Virgin Islands, British', 'VG'],
    ['Vatican City', 'VA'],
    // None: as Cloudflare says unknown and Tor, and whatever nobody knows.
    ['XX', null],
    ['T1', null],
    ['QX', null],
    ['EU', null],
    ['ZZ', null],
    ['Atlantis', null],
    ['Republic of', null],
    ['State of Georgia', null],
    ['Congo, unknown', null],
    ['1', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('%j is %j', (text, country) => {
    expect(nameCountry(text)).toBe(country);
  });

  it('of ISO 3166-1 is known by its codes and its English name', () => {
    const codes = listCountryCodes();
    expect(codes.size).toBe(249 + 1);
    const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    for (const [alpha2, alpha3] of codes) {
      expect(nameCountry(alpha2.toLowerCase())).toBe(alpha2);
      expect(nameCountry(alpha3)).toBe(alpha2);
      expect(nameCountry(english.of(alpha2))).toBe(alpha2);
    }
  });
}
