import { expect, it } from 'vitest';
import { tally } from '../../src/reports/tally';

const of = (values: (string | null)[]) => values.map((value) => ({ value, count: 1 }));

it('has the most first, then by value, a missing one last', () => {
  const items = of(['/b', null, '/a', '/c', null, '/c', '/d', '/b']);
  expect(tally(items, ({ value }) => value)).toEqual([
    { value: '/b', count: 2 },
    { value: '/c', count: 2 },
    { value: null, count: 2 },
    { value: '/a', count: 1 },
    { value: '/d', count: 1 },
  ]);
});

it('sums what is counted already', () => {
  const items = [
    { value: 'DE', count: 3 },
    { value: 'DE', count: 4 },
  ];
  expect(tally(items, ({ value }) => value)).toEqual([{ value: 'DE', count: 7 }]);
});

it('shows one of the spellings that are the same', () => {
  const fold = (value: string) => value.toLowerCase();
  const folded = tally(of(['news', 'News', 'NEWS']), ({ value }) => value, fold);
  expect(folded).toEqual([{ value: 'NEWS', count: 3 }]);
});
