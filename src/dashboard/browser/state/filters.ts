/** Which sessions are counted: filters as the API takes them, how each is called, and how a value becomes one. Pure. */

import type { operations } from '../../../client/made/schema';
import { type Match, parseMatch } from '../../../reports/match';

type Query = NonNullable<operations['getOverview']['parameters']['query']>;
type Setting = 'site_id' | 'from' | 'to' | 'period' | 'tz' | 'compare' | 'interval' | 'limit';
export type FilterName = Exclude<keyof Query, Setting>;
/** What sessions can be broken down by. */
export type FieldName = Exclude<FilterName, 'min_page_views' | 'min_duration'>;
/** Values in the grammar of the API, such as `!DE,FR`. */
export type Filters = Partial<Record<FilterName, string>>;
/** What a row of a breakdown stands for. */
export type Value = string | boolean | null;

export type FilterField = {
  label: string;
  /** What people choose from: whole values; `true` and `false`; ids, which are links only; a least number. */
  kind: 'text' | 'flag' | 'id' | 'least';
  /** Said where a value is missing. */
  missing?: string;
  oneOf?: readonly string[];
};

export const FILTERS: Record<FilterName, FilterField> = {
  channel: { label: 'Channel', kind: 'text' },
  source: { label: 'Source', kind: 'text' },
  referrer_host: { label: 'Referrer', kind: 'text', missing: 'None' },
  entry_page: { label: 'Entry page', kind: 'text' },
  exit_page: { label: 'Exit page', kind: 'text' },
  country: { label: 'Country', kind: 'text' },
  region: { label: 'Region', kind: 'text' },
  city: { label: 'City', kind: 'text' },
  device_type: { label: 'Device', kind: 'text' },
  browser: { label: 'Browser', kind: 'text' },
  os: { label: 'System', kind: 'text' },
  language: { label: 'Language', kind: 'text' },
  utm_campaign: { label: 'Campaign', kind: 'text', missing: 'None' },
  utm_source: { label: 'Campaign source', kind: 'text', missing: 'None' },
  utm_medium: { label: 'Campaign medium', kind: 'text', missing: 'None' },
  utm_term: { label: 'Campaign term', kind: 'text', missing: 'None' },
  utm_content: { label: 'Campaign content', kind: 'text', missing: 'None' },
  new_visitor: { label: 'New visitor', kind: 'flag' },
  engaged: { label: 'Engaged', kind: 'flag' },
  identified: { label: 'With a lead', kind: 'flag' },
  status: { label: 'Status', kind: 'text', oneOf: ['active', 'ended'] },
  exit_type: {
    label: 'Exit',
    kind: 'text',
    missing: 'Still open',
    oneOf: ['exit', 'bounce', 'timeout'],
  },
  ended_by: {
    label: 'Ended by',
    kind: 'text',
    missing: 'Still open',
    oneOf: ['client', 'idle', 'max_length'],
  },
  is_bot: { label: 'Bots', kind: 'flag' },
  visitor_id: { label: 'Visitor', kind: 'id' },
  lead_id: { label: 'Lead', kind: 'id', missing: 'None' },
  min_page_views: { label: 'Page views', kind: 'least' },
  min_duration: { label: 'Duration', kind: 'least' },
};

export const FILTER_NAMES = Object.keys(FILTERS).filter(isFilterName);

export function isFilterName(name: string): name is FilterName {
  return Object.hasOwn(FILTERS, name);
}

/** As parameters of the API, whose types have numbers where the address has digits. */
export function filtersForApi({ min_page_views, min_duration, ...matches }: Filters) {
  return {
    ...matches,
    ...(min_page_views !== undefined && { min_page_views: Number(min_page_views) }),
    ...(min_duration !== undefined && { min_duration: Number(min_duration) }),
  };
}

/** The filter that exactly this value passes. */
export function exactly(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  return value === 'null' ? '\\null' : escapeText(value);
}

/** The filter that every text passes with this in it. */
export const containing = (part: string) => `~${escapeText(part)}`;

/** A sign that means something at the beginning does so after a comma, too; blanks around a value mean nothing. */
function escapeText(text: string): string {
  return text.replace(/[\\,]/g, '\\$&').replace(/^[!~\s]|\s$/g, '\\$&');
}

/** The filter turned round: "is" and "is not". */
export const turnedRound = (filter: string) =>
  filter.startsWith('!') ? filter.slice(1) : `!${filter}`;

/** What a filter says, or null where it is none that the API takes. */
export function readFilter(filter: string): Match | null {
  const match = parseMatch(filter);
  return 'error' in match ? null : match;
}

/** A missing value has the name that people give to that. */
export function nameMissing(name: FilterName): string {
  return FILTERS[name].missing ?? 'Unknown';
}
