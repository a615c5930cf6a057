import type { JsonValue } from '../life/session';

/** Without what is null or empty: every byte in D1 is paid for months. */
export function withoutBlanks(value: object): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => !isBlank(field)));
}

function isBlank(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}
