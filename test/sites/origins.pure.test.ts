import { describe, expect, it } from 'vitest';
import { isAllowedOrigin, originOf } from '../../src/sites/origins';

const WILD = 'https://*.example.com';

describe('An origin is allowed', () => {
  it.each([
    ['https://example.com', 'https://example.com'],
    ['https://example.com:8443', 'https://example.com:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
    [WILD, 'https://shop.example.com'],
    [WILD, 'https://a.b.example.com'],
    [`${WILD}:8443`, 'https://shop.example.com:8443'],
    ['*', 'https://anything.test'],
    ['*', 'null'],
  ])('by %s: %s', (pattern, origin) => {
    expect(isAllowedOrigin([pattern], origin)).toBe(true);
  });

  it('when any one of the patterns covers it', () => {
    expect(isAllowedOrigin(['https://a.test', WILD], 'https://shop.example.com')).toBe(true);
  });

  it('when it is missing and the site is open to all', () => {
    expect(isAllowedOrigin(['*'], null)).toBe(true);
  });
});

describe('An origin is refused', () => {
  it.each([
    ['https://example.com', 'http://example.com', 'another scheme'],
    ['https://example.com', 'https://example.com:8443', 'another port'],
    ['https://example.com', 'https://www.example.com', 'a subdomain of an exact origin'],
    ['https://example.com', 'https://example.com.evil.test', 'a longer host'],
    ['https://example.com', 'https://example.com/', 'a path'],
    ['https://example.com', 'null', 'an opaque origin'],
    [WILD, 'https://example.com', 'the bare domain of a wildcard'],
    [WILD, 'https://evilexample.com', 'a suffix without the dot'],
    [WILD, 'https://shop.example.com.evil.test', 'the domain in the middle'],
    [WILD, 'http://shop.example.com', 'a wildcard with another scheme'],
    [WILD, 'https://shop.example.com:8443', 'a wildcard with another port'],
    [`${WILD}:8443`, 'https://shop.example.com', 'a wildcard without its port'],
    [WILD, 'null', 'an opaque origin under a wildcard'],
    [WILD, '', 'nothing'],
  ])('by %s: %s (%s)', (pattern, origin) => {
    expect(isAllowedOrigin([pattern], origin)).toBe(false);
  });

  it('when it is missing', () => {
    expect(isAllowedOrigin(['https://example.com', WILD], null)).toBe(false);
  });

  it('when the site allows none', () => {
    expect(isAllowedOrigin([], 'https://example.com')).toBe(false);
    expect(isAllowedOrigin([], null)).toBe(false);
  });
});

describe('Where a request comes from', () => {
  it.each([
    { origin: 'https://Shop.Example.com', is: 'https://shop.example.com' },
    { origin: 'https://a.test', referer: 'https://b.test/page', is: 'https://a.test' },
    { referer: 'https://b.test:8443/page?q=1#here', is: 'https://b.test:8443' },
    { referer: 'https://B.test:443/', is: 'https://b.test' },
    { origin: 'null', referer: 'https://b.test/', is: 'null' },
    { referer: 'not a URL', is: null },
    { is: null },
  ])('origin $origin, referer $referer: $is', ({ origin, referer, is }) => {
    const headers = new Headers();
    if (origin !== undefined) headers.set('origin', origin);
    if (referer !== undefined) headers.set('referer', referer);
    expect(originOf(headers)).toBe(is);
  });
});
