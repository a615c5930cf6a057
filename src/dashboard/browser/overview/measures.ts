/** The numbers that can be plotted over time. Pure. */
import type { Schemas } from '../../../client/client';
import { percent, short, whole } from '../format/numbers';

export type Point = Schemas['Timeseries']['points'][number];

export type Measure = {
  /** In the address. */
  name: string;
  label: string;
  /** Null where it is a rate of nothing. */
  of: (point: Point) => number | null;
  short: (value: number) => string;
  whole: (value: number) => string;
};

const counted = (name: Exclude<keyof Point, 'at'>, label: string): Measure => ({
  name,
  label,
  of: (point) => point[name],
  short,
  whole,
});

export const MEASURES: readonly Measure[] = [
  counted('visitors', 'Visitors'),
  counted('new_visitors', 'New visitors'),
  counted('sessions', 'Sessions'),
  counted('page_views', 'Page views'),
  counted('engaged', 'Engaged sessions'),
  {
    name: 'engagement_rate',
    label: 'Engagement rate',
    of: ({ engaged, sessions }) => (sessions === 0 ? null : engaged / sessions),
    short: percent,
    whole: percent,
  },
  counted('bounced', 'Bounces'),
  counted('identified', 'Sessions with a lead'),
];

const [FIRST = counted('visitors', 'Visitors')] = MEASURES;

/** The one that the address names, else the first. */
export function measureOf(name: string | null): Measure {
  return MEASURES.find((one) => one.name === name) ?? FIRST;
}
