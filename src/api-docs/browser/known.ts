/**
 * What forms share: the key, and ids that answers told or that were typed. It is in memory only, and gone with the page: a key must
 * not be found in a browser afterwards.
 */

/** Where each id comes from. A site is there already: the demo site of the examples. */
export const MAKERS: Record<string, string> = {
  session_id: 'createSession',
  visitor_id: 'createSession',
  lead_id: 'identifySession',
  task_id: 'identifySession',
  key_id: 'createKey',
};
const IDS = ['site_id', ...Object.keys(MAKERS)];

const known = new Map<string, string>();
const waiting = new Set<() => void>();
let key = '';

export const keyInUse = () => key;
export function useKey(value: string): void {
  key = value.trim();
}

export const knownId = (name: string) => known.get(name);

/** What a form begins with: the id that is known, and in place of one of an example, which no service has, nothing. */
export function beginWith(name: string, example: string): string {
  return known.get(name) ?? (name in MAKERS ? '' : example);
}

export function learn(name: string, value: unknown): void {
  if (IDS.includes(name) && typeof value === 'string' && value !== '') known.set(name, value);
}

/** Takes the ids of an object, and leaves other values alone. Forms that wait for some are told. */
export function learnAll(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, one] of Object.entries(value)) learn(name, one);
  for (const fill of waiting) fill();
}

/** `fill` is called whenever ids were learnt. */
export function awaitIds(fill: () => void): void {
  waiting.add(fill);
}

/** JSON with the known ids in their fields, and nothing in those of ids that are not known. */
export function withKnownIds(json: string): string {
  return replaceIds(json, beginWith);
}

/** JSON that may have been typed in: what is there stays. */
export function fillEmptyIds(json: string): string {
  return replaceIds(json, (name, value) => (value === '' ? beginWith(name, '') : value));
}

export function listEmptyIds(json: string): string[] {
  const names: string[] = [];
  replaceIds(json, (name, value) => {
    if (value === '') names.push(name);
    return value;
  });
  return names;
}

function replaceIds(json: string, replace: (name: string, value: string) => string): string {
  return json.replace(
    /"(\w+_id)": "([^"]*)"/g,
    (_, name: string, value: string) => `"${name}": ${JSON.stringify(replace(name, value))}`,
  );
}
