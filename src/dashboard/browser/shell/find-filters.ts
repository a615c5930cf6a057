/** Which filters a text may mean: values that are known, and texts that have it in them. Pure. */
import type { Schemas } from '../../../client/client';
import { nameValue } from '../format/names';
import { containing, exactly, type FilterName, isFilterName, type Value } from '../state/filters';

export type Found = { name: FilterName; filter: string } & (
  | { value: Value; sessions: number }
  | { part: string }
);

const MOST_VALUES = 6;
/** Where people look for a part of something. */
const SEARCHED: readonly FilterName[] = [
  'entry_page',
  'exit_page',
  'source',
  'utm_campaign',
  'city',
];

/** Values that begin with the text come first, then those with the most sessions. */
export function findFilters(text: string, known: Record<string, Schemas['Breakdown']>): Found[] {
  const wanted = text.trim();
  if (wanted === '') return [];
  const values = Object.entries(known).flatMap(([name, { rows }]) =>
    isFilterName(name) ? rows.flatMap((row) => match(name, row, wanted.toLowerCase())) : [],
  );
  values.sort((a, b) => Number(b.isStart) - Number(a.isStart) || b.sessions - a.sessions);
  return [
    ...values.slice(0, MOST_VALUES).map(({ isStart: _, ...found }) => found),
    ...SEARCHED.map((name) => ({ name, filter: containing(wanted), part: wanted })),
  ];
}

function match(
  name: FilterName,
  { value, sessions }: { value: Value; sessions: number },
  wanted: string,
) {
  const text = nameValue(name, value).toLowerCase();
  if (!text.includes(wanted)) return [];
  return [{ name, filter: exactly(value), value, sessions, isStart: text.startsWith(wanted) }];
}
