import fc from 'fast-check';

/** The value of every credential in an address that is made here, whose name is one whatever stands before it. */
export const SECRET = 'S3cr3t';

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
    `token=${SECRET}`,
    `access_token=${SECRET}`,
    'code=c',
  ],
  ...['utm_source=', 'utm_content=', 'gclid=', '%3F', '%26', '%23', '%3D', '%3A', '|', '[', '^'],
  ...[`password%3D${SECRET}`, `"token"+:+"${SECRET}"`, 'filter=email:x', `token+=${SECRET}`],
  ...[
    'ann＠example.com',
    'ann%EF%BC%A0example%E3%80%82com',
    'x_eyJhbGciOi..eyJzdWIi',
    'cafe\u0301',
  ],
  ...['next=%2Fx%3Fgclid%3D1', ';gclid=1', 'gclid+=1', 'igsh=1', '&', '?', '#'],
  ...[
    'state=s',
    'Email=',
    'ann@example.com',
    'ann%40example.com',
    'eyJhbGciOi.eyJzdWIi.c2ln',
    'x=y',
  ],
  ...[
    `next=%2Freset%3Ftoken%3D${SECRET}`,
    `;jsessionid=${SECRET}`,
    '..;sid=1',
    '#/path?x=y',
    '(removed)',
    'q=a b',
  ],
);
const start = fc.constantFrom(
  ...['https://shop.example', 'http://www.shop.example:8080', 'https://ann:pw@müller.example/'],
  ...['android-app://com.example.app', 'HTTPS://SHOP.EXAMPLE./'],
);

/** Something like an address, with all that addresses have suffered from. */
export const address = fc
  .tuple(start, fc.array(piece, { maxLength: 24 }))
  .map(([head, tail]) => `${head}${tail.join('')}`);

/** What may come where a campaign value is expected. */
export const value = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

/** Any text at all, and often an address. */
export const anyText = fc.oneof(
  { weight: 4, arbitrary: address },
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }).map((text) => `https://shop.example/${text}`),
);
