/**
 * What the value of a filter says: `DE,FR` is either of two, `!DE,FR` neither of them, `~/blog/` a text with that part, `null` a
 * missing value, and any of these may stand together: `!~/blog/,null`. A backslash takes the next character as it is: `\null`,
 * `Washington\, D.C.`. Pure.
 */

/** Values that one filter may list. */
export const MAX_ITEMS = 100;

/** A value matches that is one of `values`, has one of `parts`, or is missing where `orMissing` says so; `not` turns it round. */
export type Match<T extends string | number = string> = {
  not: boolean;
  values: T[];
  parts: string[];
  orMissing: boolean;
};

type Item = { kind: 'value' | 'part'; text: string } | { kind: 'missing' };

/** The match that a text asks for, or what is wrong with the text. */
export function parseMatch(text: string): Match | { error: string } {
  const not = text.startsWith('!');
  const raw = splitList(not ? text.slice(1) : text);
  if (raw.length > MAX_ITEMS) return { error: `Give at most ${MAX_ITEMS} values.` };
  const match: Match = { not, values: [], parts: [], orMissing: false };
  for (const one of raw) {
    const item = parseItem(one);
    if ('error' in item) return item;
    if (item.kind === 'missing') match.orMissing = true;
    else (item.kind === 'part' ? match.parts : match.values).push(item.text);
  }
  return match;
}

/** At commas that no backslash is before. */
function splitList(text: string): string[] {
  return text.match(/(?:^|,)((?:\\.|[^,\\]|\\$)*)/gs)?.map((one) => one.replace(/^,/, '')) ?? [];
}

/** Without the blanks around it, but for an escaped one at its end. */
function trimItem(raw: string): string {
  const told = raw.trim();
  const isEscaped = /(?<!\\)(?:\\\\)*\\$/.test(told);
  return isEscaped ? told + raw.charAt(raw.trimEnd().length) : told;
}

function parseItem(raw: string): Item | { error: string } {
  const told = trimItem(raw);
  if (told === 'null') return { kind: 'missing' };
  if (told.startsWith('!')) {
    return {
      error: 'Write "!" once, before the whole list; before a value that begins with it, "\\".',
    };
  }
  const isPart = told.startsWith('~');
  const text = (isPart ? told.slice(1) : told).replace(/\\(.)/gs, '$1');
  if (text === '') return { error: 'Give a value, or "null" for a missing one.' };
  return { kind: isPart ? 'part' : 'value', text };
}
