/** A text as it may be stored: at most `max` characters, with no half of a surrogate pair; null where there is none. */
export function cut(text: string | null | undefined, max: number): string | null {
  return text ? text.slice(0, max).toWellFormed() : null;
}
