/** Makes results small enough for a model: a list is cut and says how to go on, then whole parts are left out. Pure. */

/**
 * A list that may be cut. `after`: the cursor of the page that follows an item, where the list has pages; `goOn`: how to get what
 * is left of another list, of which the first is given.
 */
export type Cut = {
  list: string;
  after?: (last: Fields) => string;
  goOn?: (first: Fields) => string;
};
/** A part that may be left out, by the names that lead to it, and how to get it. */
export type Drop = { part: string[]; instead: string };
export type Shrinking = { cut?: Cut; drops?: Drop[] };

type Fields = Record<string, unknown>;
/** `more`: what is not in it, and how to get it. */
export type Fitted = { data: Fields; more: string[] };

/** The cursor of lists of the API: the place of an item, by its time and its id. */
export function cursorBy(time: string, id: string): (item: Fields) => string {
  return (item) => `${item[time]}_${item[id]}`;
}

export function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** The result in at most `maxBytes` of JSON, or as near as it can be brought. */
export function shrink(data: Fields, { cut, drops = [] }: Shrinking, maxBytes: number): Fitted {
  const more: string[] = [];
  let fitted = data;
  if (cut !== undefined) {
    // Parts go first where even an empty list would not fit.
    const [list, isCut] = cutList(data, cut, maxBytes);
    fitted = list;
    if (isCut) more.push(tellCut(data, fitted, cut));
    const { next } = fitted;
    if (typeof next === 'string') more.push(`For the next page ask again with after="${next}".`);
  }
  for (const { part, instead } of drops) {
    if (bytesOf({ ...fitted, more }) <= maxBytes) break;
    const without = leaveOut(fitted, part);
    if (without === null) continue;
    fitted = without;
    more.push(`${part.join('.')} is left out: ${instead}`);
  }
  return { data: fitted, more };
}

function cutList(data: Fields, { list, after }: Cut, maxBytes: number): [Fields, boolean] {
  const items = data[list];
  if (!Array.isArray(items) || bytesOf(data) <= maxBytes) return [data, false];
  let left = maxBytes - bytesOf({ ...data, [list]: [] }) - ROOM_FOR_MORE;
  let count = 0;
  for (const item of items) {
    left -= bytesOf(item) + 1;
    if (left < 0) break;
    count += 1;
  }
  // One item at least, so that whoever goes on gets on.
  const shown = items.slice(0, Math.max(1, count));
  if (shown.length === items.length) return [data, false];
  const last: unknown = shown.at(-1);
  const next = after === undefined ? {} : { next: after(Object(last)) };
  return [{ ...data, [list]: shown, ...next }, true];
}

/** What the sentences about it may take. */
const ROOM_FOR_MORE = 300;

function tellCut(data: Fields, fitted: Fields, { list, goOn }: Cut): string {
  const [all, shown] = [listOf(data, list), listOf(fitted, list)];
  const first = all[shown.length];
  const rest = goOn === undefined || first === undefined ? '' : ` ${goOn(Object(first))}`;
  return `${shown.length} of ${all.length} ${list} are shown, to keep this short; max_bytes allows more.${rest}`;
}

function listOf(record: Fields, list: string): unknown[] {
  const items = record[list];
  return Array.isArray(items) ? items : [];
}

function leaveOut(record: Fields, [name = '', ...rest]: string[]): Fields | null {
  if (record[name] === undefined) return null;
  const { [name]: part, ...others } = record;
  if (rest.length === 0) return others;
  if (typeof part !== 'object' || part === null) return null;
  const inner = leaveOut({ ...part }, rest);
  return inner && { ...record, [name]: inner };
}
