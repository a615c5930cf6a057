/** How often each value comes. Pure. */
export type Tallied = { value: string | null; count: number };

/**
 * By their count, the most first, then by value; a missing one comes after others with as many. `fold`: values that it makes the same
 * are one, which shows the first of the spellings, as in a breakdown.
 */
export function tally<Item extends { count: number }>(
  items: Item[],
  valueIn: (item: Item) => string | null,
  fold = (value: string) => value,
): Tallied[] {
  const tallied = new Map<string | null, Tallied>();
  for (const item of items) {
    const value = valueIn(item);
    const key = value && fold(value);
    const known = tallied.get(key);
    tallied.set(key, {
      value: known === undefined ? value : firstOf(known.value, value),
      count: item.count + (known?.count ?? 0),
    });
  }
  return [...tallied.values()].sort((a, b) => b.count - a.count || orderOf(a.value, b.value));
}

function firstOf(a: string | null, b: string | null): string | null {
  return orderOf(a, b) <= 0 ? a : b;
}

function orderOf(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
