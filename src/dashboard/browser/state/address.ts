/**
 * What the page shows, as its address says it: so a link is all there is to share, and Back goes back. The query has the names of
 * the API, and leaves out what it would be anyway. Pure.
 */
import { FILTER_NAMES, type Filters, filtersForApi, isFilterName } from './filters';

export const PERIODS = ['today', 'yesterday', '7d', '30d', '90d', 'month', '12mo'] as const;
export type PeriodName = (typeof PERIODS)[number];
export const COMPARISONS = ['previous', 'year', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number];
export const INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

/** `from` and `to` as the API takes them: a date or ms; `to` is exclusive. */
export type Period = { name: PeriodName } | { from: string; to: string };

export type Address = {
  /** The name of a view. */
  view: string;
  /** What of the view is open: a session, a visitor, a lead. */
  id: string | null;
  /** The site, where who is signed in may see several. */
  siteId: string | null;
  period: Period;
  compare: Comparison;
  /** Null: what fits the period. */
  interval: Interval | null;
  /** The number that is plotted. */
  number: string | null;
  /** What is searched for in a list. */
  search: string;
  /** The status of those that a list shows, such as of leads; null: what the list shows at first. */
  stage: string | null;
  filters: Filters;
};

export const FIRST_VIEW = 'overview';
const FIRST_PERIOD: PeriodName = '30d';

export function readAddress(query: string): Address {
  const params = new URLSearchParams(query);
  const filters: Filters = {};
  for (const [name, value] of params) if (isFilterName(name) && value !== '') filters[name] = value;
  return {
    view: params.get('view') || FIRST_VIEW,
    id: params.get('id'),
    siteId: params.get('site_id'),
    period: readPeriod(params),
    compare: oneOf(COMPARISONS, params.get('compare')) ?? 'previous',
    interval: oneOf(INTERVALS, params.get('interval')),
    number: params.get('number'),
    search: params.get('q') ?? '',
    stage: params.get('stage'),
    filters,
  };
}

/** With its question mark; empty where there is nothing to say. */
export function writeAddress(address: Address): string {
  const { view, id, siteId, period, compare, interval, number, search, stage, filters } = address;
  const told: [string, string | null | undefined][] = [
    ['site_id', siteId],
    ['view', view === FIRST_VIEW ? null : view],
    ['id', id],
    ['period', 'name' in period && period.name !== FIRST_PERIOD ? period.name : null],
    ['from', 'from' in period ? period.from : null],
    ['to', 'to' in period ? period.to : null],
    ['compare', compare === 'previous' ? null : compare],
    ['interval', interval],
    ['number', number],
    ['q', search],
    ['stage', stage],
    ...FILTER_NAMES.map((name): [string, string | undefined] => [name, filters[name]]),
  ];
  const params = new URLSearchParams();
  for (const [name, value] of told) if (value) params.set(name, value);
  // Signs of paths and of filters need no escaping in a query, and people read addresses.
  const query = params.toString().replace(/%(2F|2C|3A|21|7E)/g, decodeURIComponent);
  return query === '' ? '' : `?${query}`;
}

/** The parameters of the API that say which sessions are counted. */
export function questionOf({ period, filters }: Pick<Address, 'period' | 'filters'>) {
  return { ...('name' in period ? { period: period.name } : period), ...filtersForApi(filters) };
}

function readPeriod(params: URLSearchParams): Period {
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? ''];
  const isInstant = /^(\d{4}-\d{2}-\d{2}|\d{1,15})$/;
  if (isInstant.test(from) && isInstant.test(to)) return { from, to };
  return { name: oneOf(PERIODS, params.get('period')) ?? FIRST_PERIOD };
}

function oneOf<T extends string>(known: readonly T[], text: string | null): T | null {
  return known.find((one) => one === text) ?? null;
}
