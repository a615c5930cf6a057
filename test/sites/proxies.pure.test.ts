import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress, readCountry } from '../../src/sites/proxies';

describe('an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['2001:db8::1', '2001:db8::1'],
    ['2001:0DB8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['::', '::'],
    ['::ffff:192.0.2.1', '::ffff:c000:201'],
  ])('%s is one', (text, address) => {
    expect(readAddress(text)).toBe(address);
  });

  it.each([
    ...['', ' ', 'unknown', '-', 'localhost', 'shop.example', '_hidden', '192.0.2', '192.0.2.256'],
    ...['192.0.2.01', '192.0.2.1.', '.192.0.2.1', '0xc0.0.2.1', '3221225985', '192.0.2.1:443'],
    ...['192.0.2.1, 198.51.100.1', '192.0.2.1 198.51.100.1', '192.0.2.1/24', '1.2.3.4@5.6.7.8'],
    ...['[2001:db8::1]', '[2001:db8::1]:443', '2001:db8::1, 2001:db8::2', '2001:db8::1/64'],
    ...['fe80::1%eth0', '1:2:3', ':', ':::', '1::2::3', 'g::1', '::1]:80/x', ':'.repeat(300)],
    ...['for=192.0.2.1', '"192.0.2.1"', '192.0.2.1\n', '１９２.0.2.1', '💥'],
  ])('%o is none', (text) => {
    expect(readAddress(text)).toBeNull();
  });

  it('is read in one spelling, whatever was written', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(readAddress(address)).toBe(address);
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const read = readAddress(address) ?? '';
        expect(readAddress(read)).toBe(read);
        expect(new URL(`http://[${address}]/`).hostname).toBe(`[${read}]`);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void readAddress(text)));
  });
});

it.each([
  ...[
    ['DE', 'DE'],
    ['de', 'DE'],
    ['Gb', 'GB'],
  ],
  ...['', 'XX', 'xx', 'T1', 'D', 'DEU', 'D E', 'DE, FR', '-', '1A', 'ДЕ', 'ß'].map((text) => [
    text,
    null,
  ]),
])('reads the country %o as %o', (text, country) => {
  expect(readCountry(text ?? '')).toBe(country);
});
