/**
 * Makes results small enough for a model: lists are cut, and say how to go on, then whole parts are left out, and at last texts are
 * cut. Pure.
 */
import type { JsonSchema } from '../../api-docs/json-schema';
import { showHidden } from './result';

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
/** `tops`: lists whose first items say most, of which ten remain where it has to be short. */
export type Shrinking = { tops?: string[]; cut?: Cut; drops?: Drop[] };

const TOP = 10;

type Fields = Record<string, unknown>;
/** The cursor of lists of the API: the place of an item, by its time and its id. */
export function cursorBy(time: string, id: string): (item: Fields) => string {
  return (item) => `${item[time]}_${item[id]}`;
}

/** Of its text, in which a letter that nobody sees takes twice as much as in JSON. */
export function bytesOf(value: unknown): number {
  return new TextEncoder().encode(showHidden(JSON.stringify(value))).length;
}

/** Lengths, one after the other, where what is left is still too long. Ids and cursors are shorter than all of them. */
const TEXT_CHARS = [500, 200, 100, 60];

/** The result in at most `maxBytes` of JSON, or as near as it can be brought. `more`: what is not in it, and how to get it. */
export function shrink(
  data: Fields,
  { tops = [], cut, drops = [] }: Shrinking,
  maxBytes: number,
): Shrunk {
  const more: string[] = [];
  let fitted = data;
  const cuts = [...tops.map(toTop), ...(cut === undefined ? [] : [toFit(cut)])];
  for (const { list, cutList, goOn } of cuts) {
    if (isShort({ data: fitted, more: [...more, ...tellNext(fitted)] }, maxBytes)) break;
    const before = fitted;
    fitted = cutList(before, maxBytes, more);
    if (fitted !== before) more.push(tellCut(before, fitted, list, goOn));
  }
  more.push(...tellNext(fitted));
  for (const { part, instead } of drops) {
    if (isShort({ data: fitted, more }, maxBytes)) break;
    const without = leaveOut(fitted, part);
    if (without === null) continue;
    fitted = without;
    more.push(`${part.join('.')} is left out: ${instead}`);
  }
  return shortenTexts({ data: fitted, more }, maxBytes);
}

type Shrunk = { data: Fields; more: string[] };

function isShort({ data, more }: Shrunk, maxBytes: number): boolean {
  return bytesOf(more.length === 0 ? data : { ...data, more }) <= maxBytes;
}

function tellNext({ next }: Fields): string[] {
  return typeof next === 'string' ? [`For the next page ask again with after="${next}".`] : [];
}

function shortenTexts(whole: Shrunk, maxBytes: number): Shrunk {
  let shortened = whole;
  for (const chars of TEXT_CHARS) {
    if (isShort(shortened, maxBytes)) break;
    const told = `Texts are cut after ${chars} characters; max_bytes allows more.`;
    const data: Fields = Object(cutTexts(whole.data, chars));
    shortened = { data, more: [...whole.more, told] };
  }
  return shortened;
}

function cutTexts(value: unknown, chars: number): unknown {
  if (typeof value === 'string')
    return value.length > chars ? `${value.slice(0, chars).toWellFormed()}…` : value;
  if (Array.isArray(value)) return value.map((item) => cutTexts(item, chars));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, cutTexts(field, chars)]),
  );
}

/** What may be left out is not required. */
export function allowLess(schema: JsonSchema, { drops = [] }: Shrinking): JsonSchema {
  return drops.reduce((less, { part }) => withOptional(less, part), schema);
}

function withOptional(schema: JsonSchema, [name = '', ...rest]: string[]): JsonSchema {
  const { required = [], properties = {} } = schema;
  if (rest.length === 0) return { ...schema, required: required.filter((one) => one !== name) };
  const inner = properties[name];
  if (inner === undefined) return schema;
  return { ...schema, properties: { ...properties, [name]: withOptional(inner, rest) } };
}

type CutList = {
  list: string;
  cutList: (data: Fields, maxBytes: number, more: string[]) => Fields;
  goOn: Cut['goOn'];
};

function toTop(list: string): CutList {
  const cutList = (data: Fields) => {
    const items = listOf(data, list);
    return items.length > TOP ? { ...data, [list]: items.slice(0, TOP) } : data;
  };
  return { list, cutList, goOn: undefined };
}

function toFit({ list, after, goOn }: Cut): CutList {
  const cutList = (data: Fields, maxBytes: number, more: string[]) => {
    const items = listOf(data, list);
    let left = maxBytes - bytesOf({ ...data, [list]: [], more }) - ROOM_FOR_MORE;
    let count = 0;
    for (const item of items) {
      left -= bytesOf(item) + 1;
      if (left < 0) break;
      count += 1;
    }
    // One item at least, so that whoever goes on gets on.
    const shown = items.slice(0, Math.max(1, count));
    if (shown.length === items.length) return data;
    const next = after === undefined ? {} : { next: after(Object(shown.at(-1))) };
    return { ...data, [list]: shown, ...next };
  };
  return { list, cutList, goOn };
}

/** What the sentences about one cut may take. */
const ROOM_FOR_MORE = 300;

function tellCut(before: Fields, after: Fields, list: string, goOn: Cut['goOn']): string {
  const [all, shown] = [listOf(before, list), listOf(after, list)];
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
