/** Who calls, and what else is in the head of a request. `@{name}` is a key of the stage. */
import fc from 'fast-check';
import { MARK } from './mutations.ts';
import type { Operation } from './operations.ts';

export type HeaderLine = [name: string, value: string];

/** One who may call, mostly. `caller`: as the document says for whom an operation is. */
export function plausibleCaller(caller: Operation['caller']): fc.Arbitrary<HeaderLine[]> {
  const admin: HeaderLine[] = [['Authorization', 'Bearer @{admin_key}']];
  if (caller === 'admin') return fc.oneof({ weight: 15, arbitrary: fc.constant(admin) }, oddCaller);
  if (caller === 'dashboard') {
    const own: HeaderLine[] = [['Origin', '@{own_origin}']];
    return fc.oneof({ weight: 15, arbitrary: fc.constant(own) }, oddCaller);
  }
  const pages = caller === 'page' || caller === 'anyone' ? 5 : 1;
  return fc.oneof(
    { weight: pages, arbitrary: fc.constant<HeaderLine[]>([['Origin', 'https://shop.example']]) },
    { weight: 3, arbitrary: fc.constant(admin) },
    { weight: 8 - pages, arbitrary: fc.constant<HeaderLine[]>([['X-API-Key', '@{site_key}']]) },
    { weight: 1, arbitrary: fc.constant<HeaderLine[]>([]) },
    { weight: 1, arbitrary: fc.constant(PROXIED) },
    { weight: 1, arbitrary: oddCaller },
  );
}

const PROXIED: HeaderLine[] = [
  ['Origin', 'https://shop.example'],
  ['X-Proxy-Key', '@{site_key}'],
];
const NO_KEY = `vs_${'0'.repeat(32)}_${'0'.repeat(64)}`;
const KEYS = [
  ...['', ' ', 'Bearer', 'Bearer ', 'Bearer  @{admin_key}', 'bearer @{site_key}', 'Bearer x'],
  ...['Basic YTpi', '@{admin_key}', 'Bearer @{other_key}', 'Bearer @{admin_key} ', 'Bearer null'],
  ...[`Bearer ${NO_KEY}`, 'Bearer @{site_key}0', `Bearer ${MARK}`, `Bearer ${'k'.repeat(8_000)}`],
  ...[`Bearer share_${'0'.repeat(32)}_${'0'.repeat(64)}`, 'Bearer share_'],
  ...['Bearer vs_@{site_id}_0', 'Bearer é\u00ff', 'Digest username="x"', 'Bearer\t@{site_key}'],
];
const oddCaller: fc.Arbitrary<HeaderLine[]> = fc.array(
  fc.tuple(
    fc.constantFrom('Authorization', 'X-API-Key', 'X-SA-API-KEY', 'X-Proxy-Key', 'authorization'),
    fc.constantFrom(...KEYS),
  ),
  { minLength: 1, maxLength: 2 },
);

const ORIGINS = [
  ...['null', '', '*', 'https://shop.example', 'https://SHOP.example', 'https://shop.example:443'],
  ...['https://evil.example', 'https://shop.example.evil.example', 'https://shop.example/', 'x y'],
  ...['https://[::1', 'file://', 'chrome-extension://abc', 'https://user@shop.example', 'data:,x'],
  ...[
    `https://${'a.'.repeat(2_000)}example`,
    'https://xn--bcher-kva.example',
    'https://b\u00fccher.example',
  ],
  ...['https://a.example, https://b.example', 'javascript:alert(1)', '\u00ff\u00fe', '%00', '{}'],
];
const AGENTS = [
  ...['', '-', 'curl/8.0', 'Googlebot/2.1', 'Mozilla/5.0', '()', '/'.repeat(3_000), '\u00ff\u00fe'],
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1',
  ...[
    `Mozilla/5.0 (Windows NT 99999999999.9; Win64) Edg/${'9'.repeat(500)}`,
    'Android '.repeat(400),
  ],
  ...[
    '__proto__/1',
    'constructor/1 (toString)',
    '{jndi:ldap://x}',
    'a\tb',
    `${'(('.repeat(1_500)}a`,
  ],
];
const LANGUAGES = [
  '',
  ',',
  ';',
  'en',
  'en-GB,en;q=0.9',
  '*',
  'x'.repeat(4_000),
  '\u00e9',
  'q=;q',
  '__proto__',
];
const REQUEST_IDS = [
  ...['', ' ', 'abc', 'a'.repeat(64), 'a'.repeat(65), 'a'.repeat(9_000), '<b>', 'é', 'a b', '../x'],
  ...['a=b-c_d', 'a,b', '"', '\t', '{x}', '%0d%0aX-Evil: 1'],
];

const HEADERS: Record<string, string[]> = {
  Origin: ORIGINS,
  Referer: [...ORIGINS, `https://shop.example/${MARK}?a=b`, 'about:blank'],
  'User-Agent': AGENTS,
  'Accept-Language': LANGUAGES,
  'X-Request-Id': REQUEST_IDS,
  'Sec-GPC': ['1', '0', '', '11', 'true', '1, 1'],
  DNT: ['1', '0', 'null', ''],
  Cookie: [
    ...[
      `session=${MARK}`,
      '',
      ';;;=',
      'a'.repeat(4_000),
      'visitor_sessions=',
      'visitor_sessions=.=',
    ],
    ...[`visitor_sessions=admin..9999999999999.${'A'.repeat(43)}%3D`, `visitor_sessions=${MARK}`],
  ],
  Accept: ['text/html', 'application/xml', '', '*/*;q=0'],
  'Accept-Encoding': ['identity', 'br;q=1', 'nonsense', ''],
  'Content-Encoding': ['gzip', 'br', 'nonsense', MARK],
  'Content-Language': [MARK],
  'CF-Connecting-IP': [
    '',
    '1.2.3.4',
    '::',
    ':'.repeat(300),
    '::ffff:1.2.3.4',
    'x',
    '1.2.3.4, 5.6.7.8',
  ],
  'X-Forwarded-For': [MARK, '1.2.3.4'],
  'X-Visitor-Address': ['', '192.0.2.1', '192.0.2.1, 192.0.2.2', '::1]/x', MARK, ':'.repeat(4_000)],
  'X-Visitor-Country': ['', 'de', 'XX', 'T1', MARK, 'ß', 'x'.repeat(4_000)],
  'X-HTTP-Method-Override': ['DELETE', MARK],
  'X-Forwarded-Host': [`${MARK}.example`],
  'Access-Control-Request-Method': ['PUT', 'NONSENSE', '', MARK],
  'Access-Control-Request-Headers': ['content-type', 'x-evil', '*', `${'a,'.repeat(2_000)}a`],
  'Access-Control-Request-Private-Network': ['true'],
  'If-None-Match': ['*', 'W/"x"'],
  Range: ['bytes=0-1', 'bytes=x'],
  [`X-${MARK}`]: [MARK],
};

const oddHeader: fc.Arbitrary<HeaderLine> = fc
  .constantFrom(...Object.keys(HEADERS))
  .chain((name) => fc.constantFrom(...(HEADERS[name] ?? [''])).map((value) => [name, value]));

/** None, one, or some, which may be the same header twice. */
export const oddHeaders: fc.Arbitrary<HeaderLine[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<HeaderLine[]>([]) },
  { weight: 2, arbitrary: oddHeader.map((line) => [line]) },
  { weight: 1, arbitrary: fc.array(oddHeader, { minLength: 2, maxLength: 5 }) },
);
