/**
 * Pages of lists, the newest first: in the order of a time and, where that is the same, of an id. The cursor of the next page
 * is the place of the last item shown, so that what is added meanwhile moves nothing.
 */
import * as z from 'zod';

/** A place in a list. `at`: ms since the epoch. */
export type Cursor = { at: number; id: string };

/** Before everything there is. */
export const START: Cursor = {
  at: Number.MAX_SAFE_INTEGER,
  id: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
};

const CursorSchema = z
  .string()
  .regex(
    /^\d{1,15}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    'Give the value of "next" in the page before.',
  )
  .transform((text): Cursor => {
    const [at, id = ''] = text.split('_');
    return { at: Number(at), id };
  });

/** `after`: the `next` of the page before. `limit`: how many items, at most 200. */
export const PageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: CursorSchema.default(START),
});
export type Page = z.infer<typeof PageSchema>;

/** Cuts a page from `limit + 1` items or fewer. `next`: the cursor of the following page, or null where there is none. */
export function cutPage<Item>(
  items: Item[],
  limit: number,
  placeOf: (item: Item) => Cursor,
): { items: Item[]; next: string | null } {
  const last = items.length > limit ? items[limit - 1] : undefined;
  if (last === undefined) return { items, next: null };
  return { items: items.slice(0, limit), next: writeCursor(placeOf(last)) };
}

/** As `PageSchema` takes it. */
export function writeCursor({ at, id }: Cursor): string {
  return `${at}_${id}`;
}

/** The last place before another: the one that `<=` has to name where `<` would name the other. */
export function placeBefore({ at, id }: Cursor): Cursor {
  const number = BigInt(`0x${id.replaceAll('-', '')}`);
  if (number === 0n) return { at: at - 1, id: START.id };
  const digits = (number - 1n).toString(16).padStart(32, '0');
  return { at, id: digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') };
}
