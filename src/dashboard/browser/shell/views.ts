/** The views, in the order of the tabs. */
import type { ComponentType } from 'preact';
import type { Role } from '../api/identity';
import { Overview } from '../overview/overview';

export type View = {
  /** In the address. */
  name: string;
  label: string;
  /** Who sees it. */
  roles: readonly Role[];
  /** What the bar over it offers: a period, filters. */
  tools: { period: boolean; filters: boolean };
  /** The view itself; within it `useSight()` has a site. */
  show: ComponentType;
};

export const VIEWS: readonly View[] = [
  {
    name: 'overview',
    label: 'Overview',
    roles: ['admin', 'all', 'read', 'share'],
    tools: { period: true, filters: true },
    show: Overview,
  },
];
