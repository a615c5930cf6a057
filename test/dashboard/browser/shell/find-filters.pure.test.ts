import { describe, expect, it } from 'vitest';
import { findFilters } from '../../../../src/dashboard/browser/shell/find-filters';

const row = (value: string | null, sessions: number) => ({
  value,
  sessions,
  ...{ visitors: 0, new_visitors: 0, page_views: 0, engaged: 0, bounced: 0, identified: 0 },
});
const known = {
  source: { by: 'source' as const, rows: [row('Google', 9), row('Gopher', 20)], other: null },
  country: { by: 'country' as const, rows: [row('DE', 50), row(null, 3)], other: null },
  entry_page: { by: 'entry_page' as const, rows: [row('/blog/go,now', 99)], other: null },
};

describe('what is typed', () => {
  it('finds values that begin with it first, then those with the most sessions', () => {
    const found = findFilters(' GO', known).filter((one) => 'value' in one);
    expect(found.map(({ name, filter }) => [name, filter])).toEqual([
      ['source', 'Gopher'],
      ['source', 'Google'],
      ['entry_page', '/blog/go\\,now'],
    ]);
  });

  it('finds what people call a value', () => {
    expect(findFilters('germany', known)[0]).toMatchObject({ name: 'country', filter: 'DE' });
    expect(findFilters('unknown', known)[0]).toMatchObject({ name: 'country', filter: 'null' });
  });

  it('may be a part of what is not known', () => {
    expect(findFilters('a,b', {})).toContainEqual({
      name: 'entry_page',
      filter: '~a\\,b',
      part: 'a,b',
    });
  });

  it('finds nothing where it is nothing', () => {
    expect(findFilters('  ', known)).toEqual([]);
  });
});
