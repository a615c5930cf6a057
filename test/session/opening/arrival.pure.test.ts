import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../../../src/session/life/session';
import { holdsSecret } from '../../../src/session/opening/address-privacy';
import { describeArrival } from '../../../src/session/opening/arrival';
import { readReferrer } from '../../../src/session/opening/referrer';
import { URL_QUERIES, type UrlQuery } from '../../../src/sites/schema';
import { address, anyText, SECRET, value } from './arbitraries';

const SITE = { allowed_origins: ['https://shop.example'], url_query: 'safe' as const };

describe('a referrer is', () => {
  const allowed_origins = [
    '*',
    'https://shop.example',
    'https://www.brand.example:8443',
    'https://*.many.example',
    'https://xn--mller-kva.example',
  ];
  const own = { landing_url: 'https://landing.example/a', allowed_origins };
  it.each([
    ['internal', 'https://landing.example/prev'],
    ['internal', 'https://www.landing.example/'],
    ['internal', 'http://landing.example:8080/'],
    ['internal', 'https://LANDING.example./'],
    ['internal', 'https://shop.example/'],
    ['internal', 'https://www.shop.example/'],
    ['internal', 'https://brand.example/'],
    ['internal', 'https://a.many.example/'],
    ['internal', 'https://a.b.many.example/'],
    ['internal', 'https://many.example/'],
    ['internal', 'https://müller.example/'],
    ['outside', 'https://blog.shop.example/'],
    ['outside', 'https://notshop.example/'],
    ['outside', 'https://notmany.example/'],
    ['outside', 'https://shop.example.evil.example/'],
    ['outside', 'https://evil.example/?https://shop.example/'],
    ['outside', 'android-app://shop.example/'],
  ])('%s: %s', (kind, referrer) => {
    expect(readReferrer(referrer, own, 'safe').is_internal).toBe(kind === 'internal');
  });

  it('outside where the site is open to all and no landing page is told', () => {
    const open = { landing_url: null, allowed_origins: ['*'] };
    expect(readReferrer('https://shop.example/', open, 'safe').is_internal).toBe(false);
  });

  it.each([
    ['https://Search.Example/?q=a&token=t', 'https://search.example/?q=a', 'search.example'],
    ['https://www.search.example:8080', 'https://www.search.example:8080/', 'search.example'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/', 'xn--bcher-kva.example'],
    ['search.example/a', 'https://search.example/a', 'search.example'],
    ['android-app://com.Example.App', 'android-app://com.example.app', 'com.example.app'],
    ['https://[::1]:80/', 'https://[::1]:80/', '[::1]'],
    [`https://a.example/?${'q'.repeat(3000)}`, 'https://a.example/', 'a.example'],
    ['', null, null],
    ['  ', null, null],
    ['about:blank', null, null],
    ['file:///home/ann/a.html', null, null],
    ['chrome-extension://abc/popup.html', null, null],
    ['ann@example.com', null, null],
  ])('%s kept as %s, of host %s', (told, referrer, referrer_host) => {
    expect(readReferrer(told, own, 'safe')).toMatchObject({ referrer, referrer_host });
  });
});

describe('an arrival', () => {
  it('is worked out from what was told, and stored without what is nobody’s business', () => {
    const told = {
      url: 'HTTPS://Shop.example:443/café?UTM_SOURCE=News&utm_medium=Email&token=t&gclid=Cj0#top',
      referrer: 'https://www.shop.example/prev?email=ann@example.com',
    };
    expect(describeArrival(told, SITE)).toEqual({
      landing_url: 'https://shop.example/caf%C3%A9?UTM_SOURCE=News&utm_medium=Email&gclid=Cj0#top',
      referrer: 'https://www.shop.example/prev',
      referrer_host: 'shop.example',
      referrer_is_internal: true,
      utm_params: {
        source: 'News',
        medium: 'Email',
        campaign: null,
        term: null,
        content: null,
        id: null,
      },
      click_id: { type: 'gclid', value: 'Cj0' },
      source: 'News',
      channel: 'Email',
    });
  });

  it('has a campaign whatever the site keeps of queries, and however long the address is', () => {
    const url = `https://shop.example/?x=${'x'.repeat(3000)}&utm_source=News&gclid=Cj0`;
    for (const url_query of URL_QUERIES) {
      const arrival = describeArrival({ url }, { ...SITE, url_query });
      expect(arrival).toMatchObject({ utm_params: { source: 'News' }, click_id: { value: 'Cj0' } });
      expect(arrival.landing_url).toBe(
        url_query === 'marketing'
          ? 'https://shop.example/?utm_source=News&gclid=Cj0'
          : 'https://shop.example/',
      );
    }
  });

  it('has no campaign where the page was open in the session before', () => {
    const told = { url: 'https://shop.example/?utm_source=News&gclid=Cj0', landing: false };
    expect(describeArrival(told, SITE)).toMatchObject({
      landing_url: told.url,
      utm_params: { source: null },
      click_id: null,
      source: 'Direct',
    });
  });

  it('has no campaign value that is an e-mail address, unless the site keeps all', () => {
    const told = {
      url: 'https://shop.example/?utm_term=ann%40example.com&gclid=a@b.example',
      utm_params: { content: 'bob@example.com' },
    };
    const safe = describeArrival(told, SITE);
    expect(safe).toMatchObject({ utm_params: { term: null, content: null }, click_id: null });
    const all = describeArrival(told, { ...SITE, url_query: 'all' });
    expect(all.utm_params).toMatchObject({ term: 'ann@example.com', content: 'bob@example.com' });
  });

  it.each([
    [
      '?utm_source=news?token=SECRET&utm_content=password%3Dhunter2&gclid=a?email=ann',
      { source: 'news', content: null },
      'a',
    ],
    ['?utm_content=https%3A%2F%2Fx%2F%3Ftoken%3Dabc', { content: 'https://x/' }, null],
    ['?utm_source=news%23access_token=t', { source: 'news' }, null],
    ['?utm_source=news%253Ftoken%253Dt', { source: null }, null],
    ['?fbclid=abc%26token=t', {}, 'abc'],
    ['?gclid=ann@example.com&gclid=token%3Dt', {}, null],
    ['?utm_source=ann%EF%BC%A0example.com', { source: null }, null],
  ])('of %s has the campaign %j and the click %j', (rest, utm_params, click) => {
    const arrival = describeArrival({ url: `https://shop.example/${rest}` }, SITE);
    expect(arrival).toMatchObject({ utm_params });
    expect(arrival.click_id?.value ?? null).toBe(click);
  });

  it('has no secret of the fields of a message either', () => {
    const utm_params = { source: 'news?token=t', utm_term: 'password=p', content: '{"pin": "1"}' };
    const told = { utm_params, utm_campaign: 'x#access_token=t', utm_medium: 'email' };
    expect(describeArrival(told, SITE)).toMatchObject({
      utm_params: { source: 'news', medium: 'email', campaign: 'x', term: null, content: null },
      source: 'news',
    });
  });

  it('keeps a placeholder as the campaign’s source, not as its own', () => {
    const told = {
      url: 'https://shop.example/?utm_source=(direct)',
      referrer: 'https://a.example/',
    };
    expect(describeArrival(told, SITE)).toMatchObject({
      utm_params: { source: '(direct)' },
      source: 'a.example',
      channel: 'Referral',
    });
  });

  it('has a click id in nothing that is stored where the visitor asks for privacy', () => {
    const url = 'https://shop.example/?utm_content=gclid%3DCj0&next=%2F%3Fgclid%3DCj0&gclid=Cj0';
    for (const url_query of URL_QUERIES) {
      const arrival = describeArrival({ url, referrer: url }, { ...SITE, url_query }, true);
      expect(arrival.channel).toBe('Paid Search');
      expect(JSON.stringify(arrival)).not.toContain('Cj0');
    }
  });

  it('has no secret in any value that is stored, unless the site keeps all', () => {
    const url_query = fc.constantFrom<UrlQuery>('safe', 'marketing', 'none');
    const told = fc.record({
      url: address,
      referrer: address,
      utm_params: fc.record({ source: value, utm_content: value }),
      utm_term: value,
    });
    fc.assert(
      fc.property(told, url_query, fc.boolean(), (told, url_query, isPrivate) => {
        const { utm_params, click_id, landing_url, referrer, ...arrival } = describeArrival(
          told,
          { ...SITE, url_query },
          isPrivate,
        );
        // Anything can be a part of a host, and hosts are stored as they are.
        const paths = [landing_url, referrer].map((url) => url?.replace(/^.*?:\/\/[^/?#]*/, ''));
        const source = arrival.source === arrival.referrer_host ? null : arrival.source;
        const values = [...paths, ...Object.values(utm_params), click_id?.value, source];
        for (const stored of values) {
          expect(stored ?? '').not.toContain(SECRET);
          expect(stored ?? '').not.toMatch(/(token|email|jsessionid|password)(=|%3D)/i);
          expect(holdsSecret(stored ?? '')).toBe(false);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('needs neither an address nor a referrer', () => {
    expect(describeArrival({}, SITE)).toMatchObject({
      landing_url: null,
      referrer: null,
      source: 'Direct',
      channel: 'Direct',
    });
  });

  it('is found whatever is told, and is the same for what is stored', () => {
    const told = fc.record({ url: anyText, referrer: anyText });
    fc.assert(
      fc.property(told, fc.constantFrom(...URL_QUERIES), (told, url_query) => {
        const site = { ...SITE, url_query };
        const arrival = describeArrival(told, site);
        expect(CHANNELS).toContain(arrival.channel);
        expect(arrival.source).not.toBe('');
        const again = describeArrival(
          { url: arrival.landing_url ?? undefined, referrer: arrival.referrer ?? undefined },
          site,
        );
        const { landing_url, referrer, referrer_host } = arrival;
        expect(again).toMatchObject({ landing_url, referrer, referrer_host });
      }),
      { numRuns: 3000 },
    );
  });
});
