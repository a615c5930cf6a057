/** Which questions are about one person. Whoever has a share link sees figures, and may not ask them. */
import type { Failure } from '../http/errors';
import type { FieldName } from './fields';

const PERSONAL = ['visitor_id', 'lead_id'] as const satisfies FieldName[];
type Personal = (typeof PERSONAL)[number];

/** 403 where a filter, or the field that is broken down by, names visitors or leads; null where none does. */
export function refusePersonal(
  query: { [Name in Personal]?: unknown } & { by?: FieldName },
): Failure | null {
  const isAsked = PERSONAL.some((name) => query[name] !== undefined || query.by === name);
  return isAsked ? FIGURES_ONLY : null;
}

const FIGURES_ONLY: Failure = {
  error: 'forbidden',
  message: 'A share link shows figures, and nothing of a visitor or a lead; sign in for that.',
};
