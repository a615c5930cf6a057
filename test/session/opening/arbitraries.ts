import fc from 'fast-check';

/** Pieces that addresses are made of, harmless and not, spelled in many ways. */
const piece = fc.constantFrom(
  ...[
    'a',
    'b',
    '/',
    '/',
    '.',
    '..',
    '/..',
    '?',
    '&',
    '#',
    '=',
    ';',
    '%',
    '%2',
    '%2e',
    '%2F',
    '%41',
  ],
  ...[
    '%C3%A9',
    'é',
    '%e9',
    '😀',
    '\ud800',
    ' ',
    '+',
    '@',
    '%40',
    '%2540',
    'amp;',
    '//',
    '|',
    '"',
    "'",
  ],
  ...[
    'utm_source=x',
    'UTM_Medium=cpc',
    'gclid=1',
    'fbclid=2',
    'token=t',
    'access_token=t',
    'code=c',
  ],
  ...[
    'state=s',
    'Email=',
    'ann@example.com',
    'ann%40example.com',
    'eyJhbGciOi.eyJzdWIi.c2ln',
    'x=y',
  ],
  ...['next=%2Freset%3Ftoken%3Dt', ';jsessionid=1', '..;sid=1', '#/path?x=y', '(removed)', 'q=a b'],
);
const start = fc.constantFrom(
  ...['https://shop.example', 'http://www.shop.example:8080', 'https://ann:pw@müller.example/'],
  ...['android-app://com.example.app', 'HTTPS://SHOP.EXAMPLE./'],
);

/** Something like an address, with all that addresses have suffered from. */
export const address = fc
  .tuple(start, fc.array(piece, { maxLength: 24 }))
  .map(([head, tail]) => `${head}${tail.join('')}`);

/** Any text at all, and often an address. */
export const anyText = fc.oneof(
  { weight: 4, arbitrary: address },
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }).map((text) => `https://shop.example/${text}`),
);
