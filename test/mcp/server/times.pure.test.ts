import { expect, it } from 'vitest';
import { toIso } from '../../../src/mcp/server/times';

it.each([
  [0, 'UTC', '1970-01-01T00:00:00+00:00'],
  [1_795_993_200_999, 'Europe/Berlin', '2026-11-30T00:00:00+01:00'],
  [1_780_000_000_000, 'Europe/Berlin', '2026-05-28T22:26:40+02:00'],
  [1_795_993_200_000, 'America/St_Johns', '2026-11-29T19:30:00-03:30'],
  [1_795_993_200_000, 'Asia/Kathmandu', '2026-11-30T04:45:00+05:45'],
  [-1, 'America/New_York', '1969-12-31T18:59:59-05:00'],
])('%d in %s is %s', (instant, zone, iso) => {
  expect(toIso(instant, zone)).toBe(iso);
  expect(Date.parse(iso)).toBe(Math.floor(instant / 1000) * 1000);
});
