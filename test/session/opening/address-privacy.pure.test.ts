import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeAddress } from '../../../src/session/opening/address';
import { holdsSecret, storableAddress } from '../../../src/session/opening/address-privacy';
import { CLICK_IDS } from '../../../src/session/opening/click-ids';
import { URL_QUERIES, type UrlQuery } from '../../../src/sites/schema';
import { address, anyText, SECRET } from './arbitraries';

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
    [
      'codes of a login',
      '/?oobCode=1&login_code=2&sms_code=3&verifycode=4&onetimecode=5&otc=6',
      '/',
    ],
    ['links of a login', '/?magic_link=1&magiclink=2&invite=3&invitation=4&activation=5', '/'],
    ['what confirms', '/?verification=1&verify=a1b2c3d4&confirm=Xk4Yt&reset=0f3a9b2c&hash=1', '/'],
    [
      'short forms',
      '/?pincode=1&order_key=2&creds=3&psw=4&upwd=5&userpass=6&loginpwd=7&cvv2=8',
      '/',
    ],
    [
      'single sign-on',
      '/?sso=1&clientsecret=2&authtoken=3&accesstoken=4&sessionid=5&secret=6',
      '/',
    ],
    ['client ids of Google Analytics', '/?_gl=1*a*_ga*b&_ga=2.1&gl=de', '/?gl=de'],
    ['a signature that is one', '/?Signature=aB3%2Fx%2B9%3D&Expires=1', '/?Expires=1'],
    ['names of persons', '/?forename=a&prenom=b&pr%C3%A9nom=c&nom=d&nombre=e&apellido=f', '/'],
    ['composed names', '/?customer_name=a&your-name=b&contactName=c&cardholder=d', '/'],
    ['first and last', '/?first=Ann&last=Ox', '/'],
    ['ways to reach them', '/?phone1=1&homephone=2&cellphone=3&contactphone=4&tel_no=5', '/'],
    ['mail', '/?usermail=a&mailaddress=b&courriel=c&email2=d&user_email_1=e', '/'],
    ['where they live', '/?shipping_address=a&billing_address=b&address_line1=c&lat=1&lng=2', '/'],
    ['when they were born', '/?birth=1&birthyear=2&bday=3', '/'],
    ['other numbers', '/?ip=1&account_number=2&card=3&cardnum=4', '/'],
    [
      'nested names',
      '/?billing[address]=a&customer[zip]=b&customer.zip=c&a.code=d&u[zip][0]=e',
      '/',
    ],
    ['names with blanks', '/?token+=x&token%00=y&%20pin=z&a=1', '/?a=1'],
    ['names that look plain', '/?to%E2%80%8Bken=x&%EF%BD%94oken=y&a=1', '/?a=1'],
    ['an e-mail address in wide characters', '/?q=ann＠example.com&r=ann%EF%BC%A0example.com', '/'],
    ['one with an ideographic stop', '/?q=ann@example%E3%80%82com', '/'],
    ['JSON with blanks', '/?data=%7B%22token%22+:+%22abc%22%7D&a=1', '/?a=1'],
    ['JSON in JSON', '/?data=%22%7B%5C%22token%5C%22:%5C%22abc%5C%22%7D%22', '/'],
    ['pairs with a colon', '/?filters=email:ann&a=b:1', '/?a=b:1'],
    ['a JWT behind a name', `/?x=x_${JWT}&y=x-${JWT}`, '/'],
    ['an encrypted JWT', '/?x=eyJhbGciOiJkaXIifQ..AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYm', '/'],
    ['the state beside an escaped code', '/?c%6Fde+=c&state=s&amp;code=d', '/'],
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
  ['/?session_type=a&sessions=3&sessionless=1&secretary=b&tokenize=1', 'longer words'],
  ['/?signature=drink&emailtemplate=a&phone_model=b', 'dishes and telephones'],
  ['/?confirm=true&verify=1&reset=all&first=20&last=5', 'flags, and pages of lists'],
  ['/?sort=name:asc,email:desc&filename=x&gzip=1', 'orders of lists, and names of files'],
  ['/img/logo@2x.png', 'an image for fine screens'],
  ['/img/logo@1.5x.webp', 'another'],
  ['/wiki/User:Ann%C3%A9', 'a page with a colon'],
  ['/?url=https%3A%2F%2Fa.example%2Fb&time=12%3A30', 'an address without any of it'],
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
    ['safe', '/#section', '/#section'],
    ['marketing', '/#section', '/'],
    ['marketing', '/#!section', '/'],
    ['marketing', '/#section&utm_source=a&x=y', '/#utm_source=a'],
    ['marketing', '/#/r?x=y&utm_source=a', '/#/r?utm_source=a'],
    ['marketing', '/?utm_source', '/'],
    ['none', '/#section', '/'],
    ['none', '/#!/x?utm_source=a', '/#!/x'],
    ['none', '/#!section', '/'],
    ['none', '/#a=1', '/'],
    ['none', '/?a=1&b#/x?y=1', '/#/x'],
  ] as const)('%s: %s is %s', (keep, one, other) => {
    expect(storableAddress(`${HOST}${one}`, keep)).toBe(`${HOST}${other}`);
  });
});

describe('where the visitor asks for privacy', () => {
  it.each([
    ['/?gclid=1', '/'],
    ['/#gclid=1', '/'],
    ['/?gclid=1&a&token=2&fbclid=#x&gclid=2', '/?a&token=2#x'],
    ['/?a=1&GCLID=1#/r?b=2&fbclid=3', '/?a=1#/r?b=2'],
    ['/?next=%2Fx%3Fgclid%3D1&a=1', '/?a=1'],
    ['/?gclid+=1&%20gclid=2&amp;gclid=3', '/'],
    ['/x;gclid=1/y;v=2', '/x/y;v=2'],
    ['/?igsh=1&mc_eid=2&_gl=3', '/'],
    ['/?mc_cid=1&utm_source=news', '/?mc_cid=1&utm_source=news'],
    ['/?code=c&state=s', '/?code=c&state=s'],
  ])('%s is stored as %s, also by a site that keeps all', (told, stored) => {
    expect(storableAddress(`${HOST}${told}`, 'all', true)).toBe(`${HOST}${stored}`);
  });

  it('nothing else is kept than where they do not', () => {
    const told = `${HOST}/?a=1&gclid=1&token=2&utm_source=x#gclid=3&b=4`;
    expect(storableAddress(told, 'safe', true)).toBe(`${HOST}/?a=1&utm_source=x#b=4`);
    expect(storableAddress(told, 'marketing', true)).toBe(`${HOST}/?utm_source=x`);
    expect(storableAddress(told, 'none', true)).toBe(`${HOST}/`);
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
      fc.property(anyText, keep, fc.boolean(), (text, keep, isPrivate) => {
        const stored = storableAddress(text, keep, isPrivate);
        if (stored === null) return;
        expect(stored.length).toBeLessThanOrEqual(2048);
        expect(normalizeAddress(stored)).toBe(stored);
        expect(storableAddress(stored, keep, isPrivate)).toBe(stored);
      }),
      { numRuns: 5000 },
    );
  });

  it('so it is where an address is cut, wherever that is', () => {
    const length = fc.integer({ min: 1960, max: 2060 });
    const separator = fc.constantFrom('/', '#', '#/');
    fc.assert(
      fc.property(
        fc.tuple(separator, length, address),
        keep,
        fc.boolean(),
        ([separator, length, text], keep, isPrivate) => {
          const tail = text.replace(/^[^/]*\/\/[^/?#]*/, '');
          const told = `${HOST}/${separator}${'y'.repeat(length)}${tail}`;
          const stored = storableAddress(told, keep, isPrivate);
          expect(stored?.length).toBeLessThanOrEqual(2048);
          expect(storableAddress(stored ?? '', keep, isPrivate)).toBe(stored);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('no secret is in what is stored, unless the site wants all', () => {
    const cautious = fc.constantFrom<UrlQuery>('safe', 'marketing', 'none');
    fc.assert(
      fc.property(address, cautious, (text, keep) => {
        const stored = (storableAddress(text, keep) ?? '').replace(/^.*?:\/\/[^/?#]*/, '');
        expect(stored).not.toMatch(/(token|email|jsessionid|password)=|(?<![\w.[\]-])code=/i);
        expect(stored).not.toContain(SECRET);
        expect(holdsSecret(stored)).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });

  it('no click id is in what is stored where the visitor asks for privacy', () => {
    fc.assert(
      fc.property(address, keep, (text, keep) => {
        const stored = (storableAddress(text, keep, true) ?? '').replace(/^.*?:\/\/[^/?#]*/, '');
        expect(stored).not.toMatch(/(?<![\w.[\]%-])(gclid|fbclid|igsh)(\+*=|%3D)[^&#]/i);
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
      '_eyJ',
      'a+',
      '%EF%BC%A0',
      '\\',
      '[',
      'a@a.',
      '&',
      ';',
      '?',
      'é',
      '=',
      '#',
    ]) {
      for (const length of [8_000, 64_000]) {
        const much = text.repeat(length / text.length);
        const start = performance.now();
        for (const told of [`${HOST}/?${much}`, `${HOST}/;${much}`, `${HOST}/#${much}`])
          storableAddress(told, 'safe', true);
        expect(performance.now() - start).toBeLessThan(1000);
      }
    }
  });
});
