/** Numbers as people read them: short, with the whole beside it where it is pointed at. Pure. */

const LOCALE = 'en';
const wholeFormat = new Intl.NumberFormat(LOCALE);
const shortFormat = new Intl.NumberFormat(LOCALE, {
  notation: 'compact',
  maximumFractionDigits: 1,
});
const percentFormat = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });
const roundPercentFormat = new Intl.NumberFormat(LOCALE, {
  style: 'percent',
  maximumFractionDigits: 0,
});

export const NOTHING = '–';

/** 12,431. */
export const whole = (count: number) => wholeFormat.format(count);

/** 12.4k; under 10,000 the whole. */
export function short(count: number): string {
  return Math.abs(count) < 10_000 ? whole(count) : shortFormat.format(count).replace('K', 'k');
}

/** Of a fraction: 47.3%. A rate of nothing is a dash. */
export const percent = (share: number | null) =>
  share === null ? NOTHING : percentFormat.format(share);

/** Of a fraction, where it is one of many: 47%, and what is hardly anything is not nothing. */
export function roundPercent(share: number): string {
  return share > 0 && share < 0.005 ? '<1%' : roundPercentFormat.format(share);
}

export type Change = { text: string; whole: string; direction: 'up' | 'down' | 'same' };

/** How much more it is than before; null where there is nothing to compare with. */
export function changeOf(now: number | null, before: number | null): Change | null {
  if (now === null || before === null || before === 0) return null;
  const change = now / before - 1;
  const rounded = Math.round(change * 100);
  const direction = rounded === 0 ? 'same' : rounded > 0 ? 'up' : 'down';
  const size = Math.abs(rounded);
  const text = size >= 1000 ? `${short(Math.round(now / before))}×` : `${size}%`;
  return { text, whole: percentFormat.format(change), direction };
}
