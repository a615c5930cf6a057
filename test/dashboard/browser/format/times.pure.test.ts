import { describe, expect, it } from 'vitest';
import {
  addDays,
  ago,
  date,
  duration,
  isoDate,
  moment,
  shortMonth,
  span,
} from '../../../../src/dashboard/browser/format/times';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-30T12:00Z');
const BERLIN = 'Europe/Berlin';

describe('a duration', () => {
  it.each([
    [0, '0 s'],
    [499, '0 s'],
    [59_499, '59 s'],
    [59_500, '1 min 00 s'],
    [2 * MINUTE + 14 * SECOND, '2 min 14 s'],
    [HOUR + 5 * MINUTE, '1 h 05 min'],
    [DAY + 3 * HOUR, '1 d 3 h'],
  ])('of %d ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});

describe('what was', () => {
  it.each([
    [59 * SECOND, 'just now'],
    [3 * MINUTE, '3 min ago'],
    [5 * HOUR, '5 h ago'],
    [2 * DAY, '28 Nov'],
    [400 * DAY, '26 Oct 2025'],
  ])('%d ms before is %s', (ms, text) => {
    expect(ago(NOW - ms, NOW, BERLIN)).toBe(text);
  });
});

describe('an instant', () => {
  const late = Date.parse('2026-11-30T23:30Z');

  it('is of the day that it is in its zone', () => {
    expect(date(late, 'UTC')).toBe('30 Nov 2026');
    expect(date(late, BERLIN)).toBe('1 Dec 2026');
    expect(isoDate(late, BERLIN)).toBe('2026-12-01');
    expect(moment(late, BERLIN)).toBe('1 Dec 2026, 00:30:00');
  });

  it('of January names the year under a plot of months', () => {
    expect(shortMonth(Date.parse('2026-01-01T00:00Z'), 'UTC')).toBe('Jan 2026');
    expect(shortMonth(late, 'UTC')).toBe('Nov');
  });
});

describe('a span', () => {
  const at = (text: string) => Date.parse(text);

  it.each([
    ['2026-11-01T00:00+01:00', '2026-12-01T00:00+01:00', '1 – 30 Nov 2026'],
    ['2026-11-30T00:00+01:00', '2026-12-01T00:00+01:00', '30 Nov 2026'],
    ['2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00', '25 Oct 2026'],
    ['2026-11-30T10:00+01:00', '2026-11-30T14:00+01:00', '30 Nov 2026, 10:00 – 14:00'],
    ['2025-12-01T00:00+01:00', '2026-12-01T00:00+01:00', '1 Dec 2025 – 30 Nov 2026'],
  ])('from %s to %s is %s', (from, to, text) => {
    expect(span(at(from), at(to), BERLIN)).toBe(text);
  });
});

it('a date some days later goes over the end of a year', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
});
