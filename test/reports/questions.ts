/** Random questions to reports: periods, zones, and filters of values that there are. */
import fc from 'fast-check';
import { DAY } from '../session/life/factories';
import { NOON } from '../support/clock';
import type { Counted, Filters, Item } from './recount';

/** What can be filtered and broken down by. */
export function namesOf(counted: Counted[]): string[] {
  return Object.keys(counted[0]?.fields ?? {});
}

const PLAIN = ['engaged', 'identified', 'is_bot', 'new_visitor', 'visitor_id', 'lead_id'];
const ENUMS = ['status', 'exit_type', 'ended_by', 'channel'];
const NEVER_MISSING = ['status', 'engaged', 'identified', 'is_bot', 'visitor_id', 'new_visitor'];

/** A filter of values that there are, now and then in another case. */
const match = fc.record({
  field: fc.nat(),
  not: fc.boolean(),
  picks: fc.array(
    fc.record({ session: fc.nat(), kind: fc.nat({ max: 5 }), from: fc.nat(), upper: fc.boolean() }),
    { minLength: 1, maxLength: 4 },
  ),
});
type Draft = typeof match extends fc.Arbitrary<infer T> ? T : never;

function toMatch(counted: Counted[], { field, not, picks }: Draft) {
  const all = namesOf(counted);
  const name = all[field % all.length] ?? '';
  const items = picks.flatMap(({ session, kind, from, upper }): Item[] => {
    const value = counted[session % counted.length]?.fields[name] ?? null;
    if (value === null) {
      return NEVER_MISSING.includes(name) ? [] : [{ kind: 'missing', text: '' }];
    }
    const isFolded = name === 'source' || name.startsWith('utm_');
    const text = isFolded && upper ? upperCase(String(value)) : String(value);
    const isPart = kind === 0 && ![...PLAIN, ...ENUMS].includes(name);
    const cut = from % text.length;
    return [isPart ? { kind: 'part', text: text.slice(cut, cut + 3) } : { kind: 'value', text }];
  });
  return items.length === 0 ? [] : [{ name, not, items }];
}

/** Of letters that have one: ß has none. */
function upperCase(text: string): string {
  return text.replaceAll(/[^ß]/g, (letter) => letter.toUpperCase());
}

function write({ not, items }: { not: boolean; items: Item[] }): string {
  const literal = (text: string) =>
    text.replaceAll(/[\\,!~ ]/g, '\\$&').replace(/^null$/, '\\null');
  const texts = items.map(({ kind, text }) =>
    kind === 'missing' ? 'null' : `${kind === 'part' ? '~' : ''}${literal(text)}`,
  );
  return `${not ? '!' : ''}${texts.join(',')}`;
}

const day = fc
  .integer({ min: 0, max: 430 })
  .map((days) => new Date(NOON - days * DAY).toISOString().slice(0, 10));
const period = fc.oneof(
  fc.constantFrom('today', 'yesterday', '7d', '30d', '90d', 'month', '12mo').map((name) => {
    return { period: name };
  }),
  fc
    .tuple(day, day)
    .filter(([a, b]) => a !== b)
    .map((dates) => dates.sort())
    .map(([from = '', to = '']) => ({ from, to })),
  fc.tuple(fc.nat({ max: 60 * DAY }), fc.nat({ max: 60 * DAY })).map(([ago, length]) => {
    return { from: String(NOON - ago), to: String(NOON - ago + length + 1) };
  }),
);

export const question = fc.record({
  period,
  tz: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
  drafts: fc.array(match, { maxLength: 3 }),
  min_page_views: fc.option(fc.nat({ max: 4 }), { nil: undefined, freq: 1 }),
  min_duration: fc.option(fc.nat({ max: DAY / 24 }), { nil: undefined, freq: 1 }),
  by: fc.nat(),
  limit: fc.constantFrom(1, 2, 3, 10, 500),
  interval: fc.constantFrom('hour', 'day', 'week', 'month'),
  compare: fc.constantFrom('previous', 'year', 'none'),
});
export type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

/** The filters of a question as parameters, and as the recount takes them. One filter a field. */
export function toFilters(counted: Counted[], asked: Question) {
  const drawn = asked.drafts.flatMap((draft) => toMatch(counted, draft));
  const matches = new Map(drawn.map((one) => [one.name, one]));
  const { min_page_views, min_duration } = asked;
  const filters: Filters = { matches: [...matches.values()], min_page_views, min_duration };
  const query = new URLSearchParams();
  for (const one of filters.matches) query.set(one.name, write(one));
  if (min_page_views !== undefined) query.set('min_page_views', String(min_page_views));
  if (min_duration !== undefined) query.set('min_duration', String(min_duration));
  return { query, filters };
}
