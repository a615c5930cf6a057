/** Times as people say them, in the zone of the site. Pure. */

const LOCALE = 'en-GB';
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept: to make one takes longer than all that is done with it. */
function formatOf(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = timeZone + JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(LOCALE, { ...options, timeZone });
  formats.set(key, format);
  return format;
}

/** 2 min 14 s; 1 h 05 min; 0 s. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / SECOND_MS);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${pad(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${pad(minutes % 60)} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

const pad = (number: number) => String(number).padStart(2, '0');

/** just now; 3 min ago; 5 h ago; after a day the date. */
export function ago(at: number, now: number, tz: string): string {
  const ms = now - at;
  if (ms < MINUTE_MS) return 'just now';
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min ago`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h ago`;
  return ms < 300 * DAY_MS ? dayAndMonth(at, tz) : date(at, tz);
}

/** 14 Nov 2026. */
export const date = (at: number, tz: string) =>
  formatOf(tz, { day: 'numeric', month: 'short', year: 'numeric' }).format(at);

/** 14 Nov. */
export const dayAndMonth = (at: number, tz: string) =>
  formatOf(tz, { day: 'numeric', month: 'short' }).format(at);

/** Sat, 14 Nov. */
export const weekday = (at: number, tz: string) =>
  formatOf(tz, { weekday: 'short', day: 'numeric', month: 'short' }).format(at);

/** 13:05. */
export const clock = (at: number, tz: string) =>
  formatOf(tz, { hour: '2-digit', minute: '2-digit' }).format(at);

/** 14 Nov 2026, 13:05:09. */
export const moment = (at: number, tz: string) =>
  formatOf(tz, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);

/** November 2026. */
export const month = (at: number, tz: string) =>
  formatOf(tz, { month: 'long', year: 'numeric' }).format(at);

/** Feb; Jan 2026. */
export function shortMonth(at: number, tz: string): string {
  const isFirst = isoDate(at, tz).slice(5, 7) === '01';
  return formatOf(tz, { month: 'short', ...(isFirst && { year: 'numeric' }) }).format(at);
}

/** 2026-11-14, as the API and fields of dates take it. */
export function isoDate(at: number, tz: string): string {
  const parts = formatOf(tz, { year: 'numeric', month: '2-digit', day: '2-digit' })
    .formatToParts(at)
    .map(({ type, value }): [string, string] => [type, value]);
  const { year = '', month = '', day = '' } = Object.fromEntries(parts);
  return `${year.padStart(4, '0')}-${month}-${day}`;
}

/** The date some days later. */
export function addDays(isoDate: string, days: number): string {
  return new Date(Date.parse(isoDate) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 1 – 30 Nov 2026; one day alone; hours of one day. `to` is exclusive. */
export function span(from: number, to: number, tz: string): string {
  const last = to - 1;
  const isDays = clock(from, tz) === '00:00' && clock(to, tz) === '00:00';
  if (!isDays && date(from, tz) === date(last, tz))
    return `${date(from, tz)}, ${clock(from, tz)} – ${clock(to, tz)}`;
  if (!isDays) return `${moment(from, tz)} – ${moment(to, tz)}`;
  if (date(from, tz) === date(last, tz)) return date(from, tz);
  return formatOf(tz, { day: 'numeric', month: 'short', year: 'numeric' })
    .formatRange(from, last)
    .replace(/\s*–\s*/, ' – ');
}
