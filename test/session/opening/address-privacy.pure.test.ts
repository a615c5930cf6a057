import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeAddress } from '../../../src/session/opening/address';
import { holdsSecret, storableAddress } from '../../../src/session/opening/address-privacy';
import { CLICK_IDS } from '../../../src/session/opening/click-ids';
import { URL_QUERIES, type UrlQuery } from '../../../src/sites/schema';
import { address, anyText } from './arbitraries';

const HOST = 'https://shop.example';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl';

describe('by default an address is stored without', () => {
  it.each([
    ['a token', '/?token=t&lang=de', '/?lang=de'],
    ['an e-mail address by name', '/?email=ann&lang=de', '/?lang=de'],
    ['an authorization code', '/cb?code=c&state=s&session_state=x', '/cb'],
    ['the state of an answer with a token', '/cb#state=s&id_token=t&x=y', '/cb#x=y'],
    ['names in any case', '/?ACCESS_TOKEN=t&Id_Token=t&apiKey=k&X-API-Key=k', '/'],
    ['names of any punctuation', '/?e-mail=a&e_mail=b&user%5Bemail%5D=c&user.password=d', '/'],
    ['names in camel case', '/?userAuth=a&resetPassword=b', '/'],
    ['escaped names', '/?%74oken=t&pass%77ord=p', '/'],
    ['names in a link that was pasted as HTML', '/?a=1&amp;token=t', '/?a=1'],
    ['sessions', '/?PHPSESSID=1&jsessionid=2&sid=3&connect.sid=4&session=5', '/'],
    ['a session in the path', '/cart;jsessionid=1A2B/pay;v=1', '/cart/pay;v=1'],
    ['signatures', '/f?X-Amz-Signature=s&X-Amz-Credential=c&sig=s&Key-Pair-Id=k', '/f'],
    ['SAML and CAS', '/?SAMLResponse=r&RelayState=s&ticket=ST-1', '/'],
    ['persons', '/?name=Ann&first_name=Ann&lastName=Ox&phone=1&tel=2&zip=3&dob=4&iban=5', '/'],
    ['the ids of recipients', '/?mc_eid=1&mkt_tok=2&_hsenc=3&utm_source=news', '/?utm_source=news'],
    ['an e-mail address under any name', '/?q=ann@example.com&x=1', '/?x=1'],
    ['an escaped one', '/?q=ann%40example.com&x=1', '/?x=1'],
    ['one escaped twice', '/?q=ann%2540example.com&x=1', '/?x=1'],
    ['an international one', '/?q=sch%C3%A4fer@m%C3%BCller.example', '/'],
    ['one with no name', '/?ann@example.com', '/'],
    ['one in a name', '/?ann@example.com=1', '/'],
    ['one in a text', '/?q=write+to+ann%2Bx%40example.com+now', '/'],
    ['one in the path', '/u/ann@example.com/edit', '/u/(removed)/edit'],
    ['an escaped one in the path', '/u/ann%40example.com', '/u/(removed)'],
    ['a JWT under any name', `/?x=${JWT}&y=1`, '/?y=1'],
    ['a JWT in the path', `/reset/${JWT}`, '/reset/(removed)'],
    ['an address with any of it', '/login?next=%2Freset%3Ftoken%3Dt&lang=de', '/login?lang=de'],
    ['JSON with any of it', '/?data=%7B%22password%22%3A%22p%22%7D&a=1', '/?a=1'],
    ['a second question mark', '/?a=1?token=t', '/'],
    [
      'a token in the fragment',
      '/#access_token=t&token_type=bearer&expires_in=1',
      '/#expires_in=1',
    ],
    ['one behind a route', '/#/cb?code=c&state=s&x=y', '/#/cb?x=y'],
    ['one behind a route and a hash', '/#/cb#access_token=t', '/#/cb'],
    ['one behind a route and an ampersand', '/#/cb&access_token=t', '/#/cb'],
    ['an e-mail address in a route', '/#/u/ann@example.com?x=y', '/#/u/(removed)?x=y'],
    ['a token alone in the fragment', '/#token=t', '/'],
    ['user and password', '/', '/'],
  ])('%s', (_, told, stored) => {
    const told_ = `${HOST.replace('//', '//ann:pw@')}${told}`;
    expect(storableAddress(told_, 'safe')).toBe(`${HOST}${stored}`);
  });
});

it.each([
  ['/?q=shoes&page=2', 'a search'],
  ['/?state=TX', 'a state of the US'],
  [
    '/?author=ann&assessment=1&country_code=DE&keyword=x&monkey=1',
    'names with such a name in them',
  ],
  ['/?utm_source=a&utm_medium=b&utm_campaign=c&utm_term=d&utm_content=e&utm_id=f', 'a campaign'],
  [`/?${CLICK_IDS.map(({ type }) => `${type}=1`).join('&')}`, 'click ids'],
  ['/npm/vue@3.5.13/@scope/pkg', 'versions'],
  ['/@ann', 'a handle'],
  ['/#section', 'an anchor'],
  ['/#/path?x=y', 'a route and its query'],
  ['/#!/path', 'a route of the old kind'],
  ['/?a=1&&b=', 'empty parameters'],
  ['/?q=a+b&r=a%20b', 'spaces'],
])('%s is stored as it is: %s', (told) => {
  expect(storableAddress(`${HOST}${told}`, 'safe')).toBe(`${HOST}${told}`);
});

describe('a site decides what is stored', () => {
  const told = `${HOST}/u/ann@example.com?q=1&UTM_Source=x&gclid=g&token=t&utm_term=a@b.example#/r?x=y&fbclid=f`;
  it.each([
    ['safe', '/u/(removed)?q=1&UTM_Source=x&gclid=g#/r?x=y&fbclid=f'],
    ['marketing', '/u/(removed)?UTM_Source=x&gclid=g#/r?fbclid=f'],
    ['none', '/u/(removed)#/r'],
  ] as const)('%s: %s', (keep, stored) => {
    expect(storableAddress(told, keep)).toBe(`${HOST}${stored}`);
  });

  it('all: everything but user and password', () => {
    expect(storableAddress(told, 'all')).toBe(told);
    expect(storableAddress('https://ann:pw@shop.example/?token=t', 'all')).toBe(`${HOST}/?token=t`);
  });

  it.each([
    ['marketing', '/#section', '/#section'],
    ['none', '/#section', '/#section'],
    ['none', '/#a=1', '/'],
    ['none', '/?a=1&b#/x?y=1', '/#/x'],
  ] as const)('%s: %s is %s', (keep, one, other) => {
    expect(storableAddress(`${HOST}${one}`, keep)).toBe(`${HOST}${other}`);
  });
});

it('is removed before an address is cut, so that no half of it stays', () => {
  const stored = storableAddress(`${HOST}/?a=1&token=${'t'.repeat(3000)}`, 'safe');
  expect(stored).toBe(`${HOST}/?a=1`);
});

describe('whatever is told', () => {
  const keep = fc.constantFrom(...URL_QUERIES);

  it('nothing is thrown, and what is stored stays as it is', () => {
    fc.assert(
      fc.property(anyText, keep, (text, keep) => {
        const stored = storableAddress(text, keep);
        if (stored === null) return;
        expect(stored.length).toBeLessThanOrEqual(2048);
        expect(normalizeAddress(stored)).toBe(stored);
        expect(storableAddress(stored, keep)).toBe(stored);
      }),
      { numRuns: 5000 },
    );
  });

  it('so it is where an address is cut, wherever that is', () => {
    const length = fc.integer({ min: 1960, max: 2060 });
    const separator = fc.constantFrom('/', '#', '#/');
    fc.assert(
      fc.property(separator, length, address, keep, (separator, length, text, keep) => {
        const tail = text.replace(/^[^/]*\/\/[^/?#]*/, '');
        const stored = storableAddress(`${HOST}/${separator}${'y'.repeat(length)}${tail}`, keep);
        expect(stored?.length).toBeLessThanOrEqual(2048);
        expect(storableAddress(stored ?? '', keep)).toBe(stored);
      }),
      { numRuns: 3000 },
    );
  });

  it('no secret is in what is stored, unless the site wants all', () => {
    const cautious = fc.constantFrom<UrlQuery>('safe', 'marketing', 'none');
    fc.assert(
      fc.property(address, cautious, (text, keep) => {
        const stored = (storableAddress(text, keep) ?? '').replace(/^.*?:\/\/[^/?#]*/, '');
        expect(stored).not.toMatch(/(token|email|jsessionid|password)=|(?<![\w.[\]-])code=/i);
        expect(holdsSecret(stored)).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });

  it('it takes no time that grows faster than its length', () => {
    for (const text of [
      '@',
      'a@',
      'a.',
      '%40',
      '%25',
      'eyJ',
      '[',
      'a@a.',
      '&',
      ';',
      '?',
      'é',
      '=',
      '#',
    ]) {
      const told = `${HOST}/?${text.repeat(64_000 / text.length)}`;
      const start = performance.now();
      storableAddress(told, 'safe');
      expect(performance.now() - start).toBeLessThan(1000);
    }
  });
});
