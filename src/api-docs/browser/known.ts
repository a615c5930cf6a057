/**
 * What forms share: the key, and ids that answers told or that were typed. It is in memory only, and gone with the page: a key must
 * not be found in a browser afterwards.
 */
const IDS = ['session_id', 'site_id', 'visitor_id', 'lead_id', 'task_id', 'key_id'];

const known = new Map<string, string>();
let key = '';

export const keyInUse = () => key;
export function useKey(value: string): void {
  key = value.trim();
}

export const knownId = (name: string) => known.get(name);

export function learn(name: string, value: unknown): void {
  if (IDS.includes(name) && typeof value === 'string' && value !== '') known.set(name, value);
}

/** Takes the ids of an object, and leaves other values alone. */
export function learnAll(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, one] of Object.entries(value)) learn(name, one);
}

/** JSON with the known ids in their fields. */
export function withKnownIds(json: string): string {
  return json.replace(/"(\w+_id)": "[^"]*"/g, (field, name: string) =>
    known.has(name) ? `"${name}": ${JSON.stringify(known.get(name))}` : field,
  );
}
