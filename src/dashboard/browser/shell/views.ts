/** The views, in the order of the tabs. */
import type { ComponentType } from 'preact';
import type { Role } from '../api/identity';
import { Live } from '../live/live';
import { Overview } from '../overview/overview';
import { Leads } from '../people/leads';
import { Tasks } from '../people/tasks';
import { Visitors } from '../people/visitors';
import { Sessions } from '../sessions/sessions';
import { Sharing } from '../sites/sharing';
import { Sites } from '../sites/sites';

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
  {
    name: 'live',
    label: 'Live',
    roles: ['admin', 'all', 'read'],
    tools: { period: false, filters: true },
    show: Live,
  },
  {
    name: 'sessions',
    label: 'Sessions',
    roles: ['admin', 'all', 'read'],
    tools: { period: true, filters: true },
    show: Sessions,
  },
  {
    name: 'visitors',
    label: 'Visitors',
    roles: ['admin', 'all', 'read'],
    tools: { period: true, filters: true },
    show: Visitors,
  },
  {
    name: 'leads',
    label: 'Leads',
    roles: ['admin', 'all', 'read'],
    tools: { period: false, filters: false },
    show: Leads,
  },
  {
    name: 'tasks',
    label: 'Tasks',
    roles: ['admin', 'all', 'read'],
    tools: { period: false, filters: false },
    show: Tasks,
  },
  {
    name: 'sites',
    label: 'Sites',
    roles: ['admin'],
    tools: { period: false, filters: false },
    show: Sites,
  },
  {
    name: 'sharing',
    label: 'Sharing',
    roles: ['all'],
    tools: { period: false, filters: false },
    show: Sharing,
  },
];
