/**
 * Wall clocks: what a clock in an IANA time zone shows at an instant, and back. Pure; the rules are the engine's. Instants are
 * ms since the epoch. A *wall time* is what the clock shows, written as the ms of the same date and time in UTC.
 */

const DAY_MS = 24 * 60 * 60 * 1000;
/** Making one takes milliseconds, and it takes memory. */
const MAX_FORMATS = 50;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock shows. `tz`: a name that the engine knows, else this throws. */
export function toWall(tz: string, instant: number): number {
  return instant + offsetAt(tz, instant);
}

/**
 * When the clock shows a wall time: the first time, if it does so twice. If it never does, because it is set forward over it,
 * when it is set forward.
 */
export function fromWall(tz: string, wall: number): number {
  const before = offsetAt(tz, wall - DAY_MS);
  const after = offsetAt(tz, wall + DAY_MS);
  const shown = [wall - before, wall - after]
    .filter((instant) => toWall(tz, instant) === wall)
    .sort((a, b) => a - b);
  return shown[0] ?? nextChange(tz, wall - Math.max(before, after), wall - Math.min(before, after));
}

/** When the day of a wall time begins. */
export function startOfDay(tz: string, wall: number): number {
  return fromWall(tz, Math.floor(wall / DAY_MS) * DAY_MS);
}

/** How far the clock is ahead of UTC, in ms. */
export function offsetAt(tz: string, instant: number): number {
  const second = Math.floor(instant / 1000) * 1000;
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, shown = 0] = formatOf(tz)
    .format(second)
    .split(/\D+/)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, shown) - second;
}

/** The first instant after `from` at which the clock is set, if the offset is another at `to`. They are at most days apart. */
export function nextChange(tz: string, from: number, to: number): number {
  const offset = offsetAt(tz, from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(tz, middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

/** Shows `11/30/2026, 14:05:09`. */
function formatOf(tz: string): Intl.DateTimeFormat {
  const known = formats.get(tz);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: tz,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  if (formats.size >= MAX_FORMATS) formats.clear();
  formats.set(tz, format);
  return format;
}
