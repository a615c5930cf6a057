/** Where a visitor is: what the caller says, what Cloudflare or a proxy says, and what is stored. */
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/access/caller';
import { locate } from '../../../src/session/opening/place';
import { OpenSchema } from '../../../src/session/schema';
import { SITE } from '../life/factories';
import { itNamesCountries } from './names';

const site = {
  site_id: SITE,
  name: 'Shop',
  allowed_origins: ['*'],
  idle_timeout_ms: 1_800_000,
  respect_gpc: true,
  url_query: 'safe' as const,
  retention_days: 400,
  timezone: 'UTC',
  proxy_address_header: null,
  proxy_country_header: null,
  created_at: 0,
  updated_at: 0,
};
const page: Caller = { kind: 'browser', site, proxied: null };
const server: Caller = { kind: 'server', site, keyId: 'key', scope: 'all' };
const proxied = (country: string | null): Caller => ({
  kind: 'browser',
  site,
  proxied: { keyId: 'key', scope: 'all', address: null, country },
});

const TEXAS = { country: 'US', region: 'Texas', city: 'Austin', timezone: 'America/Chicago' };
const NOWHERE = { country: null, region: null, city: null, timezone: null };

type From = { cf?: object; caller?: Caller; isPrivate?: boolean };
function place(location: object, { cf = TEXAS, caller = page, isPrivate = false }: From = {}) {
  const command = OpenSchema.parse({ site_id: SITE, location });
  return locate(command, { headers: new Headers(), cf }, caller, isPrivate);
}

describe('a place', () => {
  it('is Cloudflare’s word where the page says nothing', () => {
    expect(place({})).toEqual(TEXAS);
    expect(place({ country: ' ', region: '', city: null })).toEqual(TEXAS);
    expect(place({}, { cf: {} })).toEqual(NOWHERE);
  });

  it.each([
    [{ country: 'Germany' }, { ...NOWHERE, country: 'DE' }],
    [{ region: 'Bayern' }, { ...NOWHERE, region: 'Bayern' }],
    [{ city: ' Potsdam ' }, { ...NOWHERE, city: 'Potsdam' }],
    [
      { country: 'de', city: 'Potsdam' },
      { ...NOWHERE, country: 'DE', city: 'Potsdam' },
    ],
    // What nobody understands is not what somebody else says.
    [{ country: 'Atlantis' }, NOWHERE],
    [{ country: 'XX' }, NOWHERE],
  ])('is the page’s word alone where it says %o, save the time zone', (location, shown) => {
    expect(place(location)).toEqual({ ...shown, timezone: 'America/Chicago' });
    const timezone = 'asia/calcutta';
    expect(place({ ...location, timezone })).toEqual({ ...shown, timezone: 'Asia/Kolkata' });
  });

  it.each([
    ['europe/berlin', 'Europe/Berlin'],
    ['Mars/Phobos', null],
  ])('keeps the rest where the page says the time zone only: %s', (timezone, shown) => {
    expect(place({ timezone })).toEqual({ ...TEXAS, timezone: shown });
  });

  it('has one spelling whoever tells of it', () => {
    const cf = { country: 'us', region: 'Texas', city: 'Austin', timezone: 'Asia/Saigon' };
    expect(place({}, { cf })).toEqual({ ...TEXAS, timezone: 'Asia/Ho_Chi_Minh' });
    expect(place({}, { cf: { country: 'XX' } })).toEqual(NOWHERE);
    expect(place({}, { cf: { country: 'T1' } })).toEqual(NOWHERE);
    expect(place({}, { cf: { country: 7, city: ['Austin'] } })).toEqual(NOWHERE);
  });

  it('of a server or a proxy is not the visitor’s', () => {
    expect(place({}, { caller: server })).toEqual(NOWHERE);
    expect(place({ country: 'FRA' }, { caller: server })).toEqual({ ...NOWHERE, country: 'FR' });
    expect(place({}, { caller: proxied('FR') })).toEqual({ ...NOWHERE, country: 'FR' });
    expect(place({ city: 'Metz' }, { caller: proxied('FR') })).toEqual({
      ...NOWHERE,
      city: 'Metz',
    });
    expect(place({}, { caller: proxied(null) })).toEqual(NOWHERE);
  });

  it('of a private visitor is the country only', () => {
    const isPrivate = true;
    expect(place({}, { isPrivate })).toEqual({ ...NOWHERE, country: 'US' });
    expect(place({ city: 'Potsdam' }, { isPrivate })).toEqual({ ...NOWHERE, country: 'US' });
    const germany = { country: 'Germany', region: 'Berlin', timezone: 'Europe/Berlin' };
    expect(place(germany, { isPrivate })).toEqual({ ...NOWHERE, country: 'DE' });
  });
});

describe('a country', itNamesCountries);
