/** What people call periods and comparisons, and the keys that choose them. Pure. */
import type { Comparison, Interval, PeriodName } from '../state/address';

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
