import { expect, it } from 'vitest';
import { localTimes } from '../../../../src/dashboard/browser/sessions/local-times';

it('an instant in a sentence is told in the time of the site', () => {
  expect(localTimes('It began at 2026-11-02T23:05:09.000Z, twice.', 'Europe/Berlin')).toBe(
    'It began at 3 Nov 2026, 00:05:09, twice.',
  );
});

it('what only looks like an instant stays as it was written', () => {
  const text = 'utm_source was "2026-99-99T99:99:99.000Z" and "2026-11-02"';
  expect(localTimes(text, 'UTC')).toBe(text);
});
