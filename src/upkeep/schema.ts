/** What the operator's routes of this folder take. */
import * as z from 'zod';
import type { RecordPlace } from '../session/record/columns';
import { FIRST_PLACE } from '../session/record/derived';

/** Some statements, and well within the time and memory of one call. */
const DEFAULT_ROWS = 300;
const MAX_ROWS = 500;

/** Where a step goes on: the name of a binding, and the last record that was looked at. */
export type DeriveCursor = { database: string; place: RecordPlace };

const CursorSchema = z
  .string()
  .regex(
    /^DB(_\d{1,4})?\.([0-9A-F]{32})?\.\d{1,16}\.([0-9A-F]{32})?$/,
    'Give the value of "next" in the answer before.',
  )
  .transform((text): DeriveCursor => {
    const [database = '', site = '', started_at = '', session = ''] = text.split('.');
    return { database, place: { site, started_at: Number(started_at), session } };
  });

export function writeCursor({ database, place }: DeriveCursor): string {
  return [database, place.site, place.started_at, place.session].join('.');
}

/** `after`: the `next` of the step before. `limit`: how many records are looked at. */
export const DeriveSchema = z.object({
  after: CursorSchema.default({ database: 'DB', place: FIRST_PLACE }),
  limit: z.number().int().min(1).max(MAX_ROWS).default(DEFAULT_ROWS),
});
export type DeriveQuery = z.infer<typeof DeriveSchema>;
