import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutPage, PageSchema, placeBefore } from '../../src/ids/page';

const ID = '00000000-0000-4000-8000-000000000001';

describe('a page', () => {
  it('has 50 items of the beginning, unless more is told', () => {
    const { limit, after } = PageSchema.parse({});
    expect(limit).toBe(50);
    expect(after.at).toBeGreaterThan(8_640_000_000_000_000);
    expect(after.id).toBe('ffffffff-ffff-ffff-ffff-ffffffffffff');
  });

  it.each(['0', '201', '1.5', 'all', ''])('has no limit of %o', (limit) => {
    expect(PageSchema.safeParse({ limit }).success).toBe(false);
  });

  it.each(['', ID, `1_${ID}x`, `-1_${ID}`, `1e3_${ID}`, '1_', `1234567890123456_${ID}`])(
    'begins at no cursor %o',
    (after) => {
      expect(PageSchema.safeParse({ after }).success).toBe(false);
    },
  );

  it.each([
    [7, '00000000-0000-4000-8000-000000000001', 7, '00000000-0000-4000-8000-000000000000'],
    [7, '00000000-0000-4000-8000-000000000000', 7, '00000000-0000-4000-7fff-ffffffffffff'],
    [7, '00000000-0000-0000-0000-000000000000', 6, 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  ])('before %d and %s comes %d and %s', (at, id, before, idBefore) => {
    expect(placeBefore({ at, id })).toEqual({ at: before, id: idBefore });
  });

  it('goes on where the one before has ended, until all is shown once', () => {
    const item = fc.record({
      at: fc.integer({ min: 0, max: 3 }),
      id: fc.uuid().map((id) => id.toLowerCase()),
    });
    const items = fc.uniqueArray(item, { selector: ({ id }) => id, maxLength: 20 });
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 7 }), (all, limit) => {
        const sorted = all.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
        const shown: typeof all = [];
        let after: string | null | undefined;
        do {
          const place = PageSchema.parse({ ...(after && { after }) }).after;
          const rest = sorted.filter(
            ({ at, id }) => at < place.at || (at === place.at && id < place.id),
          );
          const page = cutPage(rest.slice(0, limit + 1), limit, (one) => one);
          expect(page.items.length).toBeLessThanOrEqual(limit);
          shown.push(...page.items);
          after = page.next;
        } while (after !== null);
        expect(shown).toEqual(sorted);
      }),
    );
  });
});
