/** The rows of a breakdown, as lists show them. Pure. */
import type { Schemas } from '../../../client/client';
import { nameValue } from '../format/names';
import type { FilterName, Value } from '../state/filters';

export type Breakdown = Schemas['Breakdown'];
export type Row = Breakdown['rows'][number];

/** The most that the API gives of a breakdown. */
export const MOST_ROWS = 500;

/** What all sessions are that a breakdown counts. */
export function sumSessions({ rows, other }: Breakdown): number {
  return rows.reduce((sum, { sessions }) => sum + sessions, other?.sessions ?? 0);
}

/** By what people call the values, without case. */
export function searchRows(by: FilterName, rows: readonly Row[], text: string): Row[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter(({ value }) => nameValue(by, value).toLowerCase().includes(wanted));
}

/** Different for each row of a list. */
export const keyOf = (value: Value) => (value === null ? 'null' : `=${value}`);
