import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeAddress, shortenAddress } from '../../../src/session/opening/address';
import { address, anyText } from './arbitraries';

describe('one spelling', () => {
  it.each([
    ['https://shop.example/café', 'https://shop.example/caf%C3%A9'],
    ['https://shop.example/caf%C3%A9', 'https://shop.example/caf%C3%A9'],
    ['https://shop.example/caf%c3%a9', 'https://shop.example/caf%C3%A9'],
    ['HTTPS://SHOP.example:443/café', 'https://shop.example/caf%C3%A9'],
    ['http://shop.example:80', 'http://shop.example/'],
    ['https://shop.example:8443/', 'https://shop.example:8443/'],
    ['  https://shop.example/\n', 'https://shop.example/'],
    ['https://ann:secret@shop.example/a', 'https://shop.example/a'],
    ['https://shop.example./a', 'https://shop.example/a'],
    ['https://shop.example.:8443/a', 'https://shop.example:8443/a'],
    ['https://müller.example/', 'https://xn--mller-kva.example/'],
    ['https://shop.example/a/./b/../c', 'https://shop.example/a/c'],
    ['https://shop.example/a/%2E%2e/c', 'https://shop.example/c'],
    ['https://shop.example/%7Eann/%41%2d%5F', 'https://shop.example/~ann/A-_'],
    ['https://shop.example/a%2fb?q=%c3%a4%26', 'https://shop.example/a%2Fb?q=%C3%A4%26'],
    ['https://shop.example/100%', 'https://shop.example/100%25'],
    ['https://shop.example/%%34%31', 'https://shop.example/%2541'],
    ['https://shop.example/a|b', 'https://shop.example/a%7Cb'],
    ['https://shop.example/a%7cb', 'https://shop.example/a%7Cb'],
    ['https://shop.example/a[b]', 'https://shop.example/a%5Bb%5D'],
    ['https://shop.example/a^b', 'https://shop.example/a%5Eb'],
    ['https://shop.example/a`b', 'https://shop.example/a%60b'],
    [
      'https://shop.example/?a[b]={c}|`\\#[d]^',
      'https://shop.example/?a%5Bb%5D=%7Bc%7D%7C%60%5C#%5Bd%5D%5E',
    ],
    ["https://shop.example/!$&'()*+,;=:@", "https://shop.example/!$&'()*+,;=:@"],
    ['https://shop.example/cafe\u0301', 'https://shop.example/caf%C3%A9'],
    ['https://shop.example/?q=\u1112\u1161\u11ab', 'https://shop.example/?q=%ED%95%9C'],
    ['https://shop.example/?a=\u0338', 'https://shop.example/?a=%CC%B8'],
    ['https://shop.example/cafe%CC%81', 'https://shop.example/cafe%CC%81'],
    ['https://shop.example/a?#', 'https://shop.example/a'],
    ['https://shop.example/a?b#', 'https://shop.example/a?b'],
    ['https://shop.example\\a b', 'https://shop.example/a%20b'],
    ['https://shop.example/\ud800', 'https://shop.example/%EF%BF%BD'],
    ['android-app://com.Google.android.gm/', 'android-app://com.google.android.gm/'],
  ])('%j is %s', (text, spelling) => {
    expect(normalizeAddress(text)).toBe(spelling);
  });

  it.each([
    ['a slash at the end', 'https://shop.example/a/', 'https://shop.example/a'],
    ['the order of parameters', 'https://shop.example/?a=1&b=2', 'https://shop.example/?b=2&a=1'],
    ['a space in a query', 'https://shop.example/?q=a+b', 'https://shop.example/?q=a%20b'],
    ['the case of a path', 'https://shop.example/A', 'https://shop.example/a'],
    ['the scheme', 'http://shop.example/', 'https://shop.example/'],
    ['www.', 'https://www.shop.example/', 'https://shop.example/'],
    ['an escape of a reserved character', 'https://shop.example/a%2Fb', 'https://shop.example/a/b'],
  ])('%s stays as it is told', (_, one, other) => {
    expect(normalizeAddress(one)).toBe(one);
    expect(normalizeAddress(other)).toBe(other);
  });

  it.each([
    ...['', 'shop.example', '/a', 'about:blank', 'file:///etc/passwd', 'javascript:alert(1)'],
    ...[
      'https://',
      'https://a b/',
      'data:text/html,a',
      'chrome-extension://abc/a',
      'android-app:',
      'android-app://a b/',
      'https://a../',
      'https://a.1../',
    ],
  ])('%j is no address', (text) => {
    expect(normalizeAddress(text)).toBeNull();
  });

  it('is found for any text, and is its own spelling', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const spelling = normalizeAddress(text);
        if (spelling === null) return;
        expect(normalizeAddress(spelling)).toBe(spelling);
        expect(spelling).not.toMatch(/%(?![0-9A-F]{2})/);
        expect(spelling.replace(/^.*?:\/\/[^/?#]*/, '')).toMatch(/^[\w.~:/?#@!$&'()*+,;=%-]*$/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an address that is too long', () => {
  const at = (rest: string) => `https://shop.example${rest}`;
  it.each([
    ['fits', at('/a?b#c'), 26, at('/a?b#c')],
    ['loses its query', at('/a?bcd'), 25, at('/a')],
    ['loses its query, not its fragment', at('/a?bcd#/x'), 25, at('/a#/x')],
    ['then its end', at('/abcdef?q'), 25, at('/abcd')],
    ['with the fragment first', at('/abc#def?q'), 25, at('/abc#')],
    ['with the mark of an empty fragment', at('/a#?bcdefg'), 25, at('/a')],
    ['but no half of an escape', at('/ab%20cd'), 25, at('/ab')],
    ['nor of the next one', at('/abc%20d'), 25, at('/abc')],
    ['but a whole one', at('/a%20%20'), 25, at('/a%20')],
    ['nor half of a character', at('/a%C3%A9b'), 26, at('/a')],
    ['nor a part of four', at('/%F0%9F%98%80'), 30, at('/')],
    ['but a whole character', at('/%C3%A9b'), 27, at('/%C3%A9')],
    ['and leaves no dot segment', at('/a/..bcd'), 25, at('/')],
  ])('%s', (_, text, max, shortened) => {
    const expected = shortened.replace(/#$/, '');
    expect(shortenAddress(text, max)).toBe(expected);
  });

  it('is none where the host alone is too long', () => {
    expect(shortenAddress(`https://${'a.'.repeat(1100)}example/`)).toBeNull();
  });

  it('has at most 2,048 characters, no half of anything, and one spelling', () => {
    fc.assert(
      fc.property(address, fc.integer({ min: 40, max: 200 }), (text, max) => {
        const spelling = normalizeAddress(text);
        if (spelling === null) return;
        const short = shortenAddress(spelling, max);
        if (short === null) return;
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short).not.toMatch(/%(?![0-9A-F]{2})/);
        expect(normalizeAddress(short)).toBe(short);
        expect(shortenAddress(short, max)).toBe(short);
      }),
      { numRuns: 2000 },
    );
    expect(shortenAddress(at(`/?q=${'é'.repeat(3000)}`))).toBe(at('/'));
    expect(shortenAddress(at(`/${'a'.repeat(3000)}`))?.length).toBe(2048);
  });
});
