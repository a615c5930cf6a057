import { afterEach, expect, it, vi } from 'vitest';
import { logError } from '../src/log';

afterEach(() => vi.restoreAllMocks());

it('writes one structured line, without the emails and addresses in an error', () => {
  const lines: unknown[] = [];
  vi.spyOn(console, 'error').mockImplementation((line) => lines.push(line));
  const error = new Error('no row for ada@example.com from 192.0.2.17');
  logError('flush_failed', error, { session_id: 's1' });
  expect(lines.map((line) => JSON.parse(String(line)))).toEqual([
    {
      level: 'error',
      event: 'flush_failed',
      reason: 'Error: no row for [redacted] from [redacted]',
      session_id: 's1',
    },
  ]);
});
