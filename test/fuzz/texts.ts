/** What a text has to be to be taken, where the document says it in words only: by the name of its field. */
import fc from 'fast-check';
import type { Filter, Node } from './schemas.ts';

/** Fields that take an address, and nothing else. */
export const ADDRESSES = ['url', 'current_url', 'exit_url'];

const KNOWN: Record<string, (node: Node) => fc.Arbitrary<string>> = {
  ...Object.fromEntries(ADDRESSES.map((name) => [name, addressIn])),
  referrer: (node) => fc.oneof(addressIn(node), anyText(node)),
  email: () =>
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.integer({ min: 0, max: 500 }).map((who) => `Person${who}@shop.example`),
      },
      { weight: 1, arbitrary: fc.emailAddress() },
    ),
  allowed_origins: () => fc.constantFrom('*', 'https://shop.example', 'HTTPS://*.Shop.example:443'),
  tz: zone,
  timezone: zone,
};

export function textFor(node: Node, name: string): fc.Arbitrary<string> {
  const { maxLength } = node;
  const known = KNOWN[name]?.(node) ?? anyText(node);
  return maxLength === undefined ? known : known.filter((text) => text.length <= maxLength);
}

function zone(): fc.Arbitrary<string> {
  return fc.constantFrom('UTC', 'europe/berlin', 'Asia/Calcutta', 'Pacific/Auckland');
}

function addressIn({ maxLength = 40 }: Node): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
    fc.constantFrom(
      'https://shop.example/?utm_source=news&utm_term=%E0%A4%A&utm_source=more',
      'https://user:secret@shop.example:8443/',
      'http://127.0.0.1/?utm_source=%00#utm_term=x',
      'https://shop.example/'.padEnd(maxLength, 'x'),
      // Percent-encoding makes it longer.
      'https://user:secret@shop.example/'.padEnd(maxLength, 'é'),
    ),
  );
}

/** Of other kinds, which a field for any text takes as well. */
const ODD = [
  'https://shop.example/',
  'ann@shop.example',
  'Europe/Berlin',
  '!DE,null,~x',
  'true',
  '3',
  '2026-11-01',
];

function anyText({ minLength = 0, maxLength = 40 }: Node): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.string({ minLength, maxLength: Math.min(maxLength, 40) }) },
    {
      weight: 2,
      // One of these can be several characters long.
      arbitrary: fc
        .string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 12) })
        .filter((text) => text.length <= maxLength),
    },
    { weight: 1, arbitrary: fc.constant('x'.repeat(maxLength)) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD.filter((one) => one.length >= minLength)) },
  );
}

export function dateText(): fc.Arbitrary<string> {
  return fc.constantFrom('2026-11-01', '2024-02-29', '1970-01-01', '2099-12-31');
}

const WORDS = ['DE', '/', 'shop', 'Direct', 'desktop', 'a\\,b', 'null\\'];

/** A list of one or two values, of which all or none are negated. */
export function filterText({ value, parts, missing }: Filter, name: string): fc.Arbitrary<string> {
  const ids = [`@{${name}}`, `@{other_${name}}`];
  const values = value.enum ?? (value.format === 'uuid' ? ids : WORDS);
  const others = [...(missing ? ['null'] : []), ...(parts ? ['~a', '~shop'] : [])];
  const one = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...values) },
    ...(others.length > 0 ? [{ weight: 1, arbitrary: fc.constantFrom(...others) }] : []),
    // In any case.
    ...(value.enum === undefined
      ? []
      : [{ weight: 1, arbitrary: fc.constantFrom(...values).map((text) => text.toUpperCase()) }]),
  );
  return fc
    .tuple(fc.constantFrom('', '', '!'), fc.array(one, { minLength: 1, maxLength: 2 }))
    .map(([not, list]) => not + list.join());
}
