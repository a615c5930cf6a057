/** What people call periods and comparisons, and the keys that choose them. Pure. */
import { isoDate, span } from '../format/times';
import type { Comparison, Interval, Period, PeriodName } from '../state/address';

export const PERIOD_WORDS: Record<PeriodName, { label: string; key: string }> = {
  today: { label: 'Today', key: 't' },
  yesterday: { label: 'Yesterday', key: 'y' },
  '7d': { label: 'Last 7 days', key: '7' },
  '30d': { label: 'Last 30 days', key: '3' },
  '90d': { label: 'Last 90 days', key: '9' },
  month: { label: 'This month', key: 'm' },
  '12mo': { label: 'Last 12 months', key: '1' },
};

export const COMPARISON_WORDS: Record<Comparison, string> = {
  previous: 'The period before',
  year: 'A year before',
  none: 'Nothing',
};

export const INTERVAL_WORDS: Record<Interval, string> = {
  hour: 'Hours',
  day: 'Days',
  week: 'Weeks',
  month: 'Months',
};

export const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** Which date the beginning or the end of a period is; `shift`: of an instant, in ms. */
export function dateOf(instant: string, tz: string, shift = 0): string {
  return isDate(instant) ? instant : isoDate(Number(instant) + shift, tz);
}

export function describePeriod(period: Period, tz: string): string {
  if ('name' in period) return PERIOD_WORDS[period.name].label;
  const { from, to } = period;
  // Dates are of no zone: they are read in that of Greenwich, and shown in it.
  if (isDate(from) && isDate(to)) return span(Date.parse(from), Date.parse(to), 'UTC');
  if (!isDate(from) && !isDate(to)) return span(Number(from), Number(to), tz);
  return `${dateOf(from, tz)} – ${dateOf(to, tz)}`;
}
