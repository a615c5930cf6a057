import { expect, it } from 'vitest';
import { describeFilter } from '../../../../src/dashboard/browser/format/describe-filter';

it.each([
  ['country', 'DE', 'is', 'Germany'],
  ['country', 'DE,FR', 'is', 'Germany or France'],
  ['country', '!DE,null', 'is not', 'Germany or unknown'],
  ['entry_page', '~/blog/', 'contains', '“/blog/”'],
  ['entry_page', '!~/blog/', 'does not contain', '“/blog/”'],
  ['entry_page', '/a,~/blog/', 'is', '/a or … /blog/ …'],
  ['utm_campaign', 'null', 'is', 'none'],
  ['city', 'Washington\\, D.C.', 'is', 'Washington, D.C.'],
  ['min_page_views', '3', 'is', 'at least 3'],
  ['city', '~', 'is', '~'],
] as const)('%s=%s: %s %s', (name, filter, relation, values) => {
  expect(describeFilter(name, filter)).toEqual({ relation, values });
});
