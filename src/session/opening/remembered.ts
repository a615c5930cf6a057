/** Longer texts are rare, and would take the memory of many. */
const MAX_CHARS = 1024;

/**
 * `read`, for texts that come again and again: what it gave is kept in memory, and given again for the same text. When more than
 * `max` have come, all are forgotten, so that it cannot grow without end.
 */
export function remembered<T extends object | string | boolean | null>(
  read: (text: string) => T,
  max: number,
): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = read(text);
    if (text.length > MAX_CHARS) return value;
    if (known.size >= max) known.clear();
    known.set(text, value);
    return value;
  };
}
