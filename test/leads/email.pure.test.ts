import { describe, expect, it } from 'vitest';
import { normalizeEmail } from '../../src/leads/email';

const TAKEN: [given: string, spelling: string][] = [
  ['ann@example.com', 'ann@example.com'],
  ['  Ann@Example.COM ', 'ann@example.com'],
  ['r&d@example.com', 'r&d@example.com'],
  ['ann/x=y@example.com', 'ann/x=y@example.com'],
  ["o'neill+news@example.com", "o'neill+news@example.com"],
  ['.dots..@example.com', '.dots..@example.com'],
  ['schäfer@example.com', 'schäfer@example.com'],
  ['scha\u0308fer@example.com', 'schäfer@example.com'],
  ['info@müller.example', 'info@xn--mller-kva.example'],
  ['INFO@MÜLLER.EXAMPLE', 'info@xn--mller-kva.example'],
  ['info@xn--mller-kva.example', 'info@xn--mller-kva.example'],
  ['用户@例え.jp', '用户@xn--r8jz45g.jp'],
  ['root@localhost', 'root@localhost'],
];

const REFUSED = [
  '',
  'ann',
  '@example.com',
  'ann@',
  'ann@@example.com',
  'ann@example.com, bob@example.com',
  'ann@example.com bob@example.com',
  'ann @example.com',
  'ann@exam ple.com',
  'ann@example..com',
  'ann@-example.com',
  'ann@example.com:25',
  'ann@example.com/x',
  'ann@[127.0.0.1]',
  'ann@1',
  'Ann <ann@example.com>',
  '"ann"@example.com',
  `${'a'.repeat(65)}@example.com`,
  `ann@${'a'.repeat(64)}.com`,
  `ann@${'a.'.repeat(126)}com`,
];

describe('An email address', () => {
  it.each(TAKEN)('%s is stored as %s', (given, spelling) => {
    expect(normalizeEmail(given)).toBe(spelling);
    expect(normalizeEmail(spelling)).toBe(spelling);
  });

  it.each(REFUSED)('%j is refused', (given) => {
    expect(normalizeEmail(given)).toBeNull();
  });
});
