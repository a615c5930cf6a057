/** Time zones with every kind of change, and an account of their clocks that owes nothing to the source. */
import fc from 'fast-check';
import { DAY } from '../session/life/factories';

export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  // Set by half an hour.
  'Australia/Lord_Howe',
  // Set back for Ramadan, and forward again.
  'Africa/Casablanca',
  // Until 2019 set forward over midnight, and back at midnight.
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Beirut',
  // Set back from one o'clock to midnight.
  'America/Havana',
  // Left out the 30th of December 2011.
  'Pacific/Apia',
] as const;

export const zone = fc.constantFrom(...ZONES);
/** 2000 to 2030, now and then at the dates at which clocks are set. */
export const instant = fc.integer({ min: 946_684_800_000, max: 1_893_456_000_000 });

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock shows: `2026-11-30`, and the time. */
export function clockAt(tz: string, at: number) {
  const format =
    formats.get(tz) ??
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: tz,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
  formats.set(tz, format);
  const [date = '', time = ''] = format.format(at).split(' ');
  return { date, time };
}

const offsets = new Map<string, Intl.DateTimeFormat>();

/** Which interval an instant is in, as text. An hour that comes twice differs by its offset. */
export function labelOf(tz: string, at: number, interval: string): string {
  const { date, time } = clockAt(tz, at);
  if (interval === 'month') return date.slice(0, 7);
  if (interval === 'day') return date;
  if (interval === 'hour') {
    const format =
      offsets.get(tz) ??
      new Intl.DateTimeFormat('en', { timeZone: tz, timeZoneName: 'longOffset' });
    offsets.set(tz, format);
    return `${date} ${time.slice(0, 2)} ${format.format(at)}`;
  }
  const days = Date.parse(date) / DAY;
  return String(Math.floor((days + 3) / 7));
}
