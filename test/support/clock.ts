import { vi } from 'vitest';

/**
 * 2035-12-01T12:00:00Z. Alarms are set by this clock and run by the real one: far ahead of it, they run
 * only when a test runs them.
 */
export const NOON = 2_080_123_200_000;

/** Takes over `Date` alone: promises, storage and alarms run on as they are. */
export function stopClock(now = NOON): void {
  vi.useFakeTimers({ now, toFake: ['Date'] });
}

export function passMs(ms: number): number {
  vi.setSystemTime(Date.now() + ms);
  return Date.now();
}

export function startClock(): void {
  vi.useRealTimers();
}
