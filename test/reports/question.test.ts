import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { asId, type SiteId } from '../../src/ids/uuid';
import { askBreakdown } from '../../src/reports/breakdown';
import { FIELD_NAMES, type FieldName } from '../../src/reports/fields';
import { FilterSchema, resolveFilters } from '../../src/reports/filters';
import { ask, type Question, type Scope } from '../../src/reports/question';
import { askSummary } from '../../src/reports/summary';

const SITE_ID = asId<SiteId>('5eed0000-0000-4000-8000-000000000001');
const PERIOD = { from: 0, to: 86_400_000, tz: 'UTC' };

/** What SQLite does for a question, a step a line. */
async function explain(toQuestion: (scope: Scope) => Question<unknown>): Promise<string> {
  const prepare = (sql: string) => env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`);
  const db: D1Database = Object.assign(Object.create(env.DB), { prepare });
  const filters = await resolveFilters(FilterSchema.parse({}), SITE_ID);
  const scope = { db, siteId: SITE_ID, filters, now: PERIOD.to, keptSince: 0 };
  const question = { ...toQuestion(scope), read: ([rows]: unknown[][]) => rows ?? [] };
  return (await ask(env.DB, question)).map((step) => Object(step).detail).join('\n');
}

it.each(FIELD_NAMES)('a breakdown by %s sorts its sessions once', async (by: FieldName) => {
  const plan = await explain((scope) => askBreakdown(scope, PERIOD, { by, limit: 10 }));
  expect(plan).toContain('SEARCH sessions USING PRIMARY KEY');
  expect(plan).not.toMatch(/TEMP B-TREE FOR (GROUP BY|count\(DISTINCT\))/);
});

it('a summary keeps no table of its visitors', async () => {
  const plan = await explain((scope) => askSummary(scope, PERIOD, null));
  expect(plan).toContain('SEARCH sessions USING PRIMARY KEY');
  expect(plan).not.toContain('TEMP B-TREE FOR count(DISTINCT)');
});
