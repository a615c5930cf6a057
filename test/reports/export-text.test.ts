/** Of what is odd in texts, and of random sessions, what is exported. */
import { env } from 'cloudflare:workers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SiteId } from '../../src/ids/uuid';
import { exportSessions } from '../../src/reports/export';
import { EXPORTED_FIELDS } from '../../src/reports/export-text';
import type { SessionList } from '../../src/reports/sessions';
import { passTime } from '../../src/session/life/expiry';
import { listPages } from '../../src/session/life/pages';
import type { Session } from '../../src/session/life/session';
import { packRecord } from '../../src/session/record/pack';
import { flushRecords } from '../../src/session/record/write';
import { asAdmin, makeSite, request } from '../api';
import { DAY } from '../session/life/factories';
import { NOON, startClock, stopClock } from '../support/clock';
import { openOne } from '../support/erasure';
import { walkPages } from '../support/pages';
import { fetchExport, readCsv, readLines, textOf } from './exports';
import { makeVisits } from './visits';

const seed = Math.floor(Math.random() * 2 ** 31);
const RETENTION_DAYS = 395;

beforeAll(() => stopClock());
afterAll(() => startClock());

describe(`of random sessions (seed ${seed})`, () => {
  let site_id: SiteId;
  let visits: Session[];

  beforeAll(async () => {
    const other = await makeSite();
    site_id = await makeSite({ retention_days: RETENTION_DAYS });
    visits = makeVisits(site_id, other, 600, seed);
    await flushRecords(env.DB, visits.map(packRecord));
  });

  const QUERIES: Record<string, string>[] = [
    {},
    { is_bot: 'true,false' },
    { period: '30d', tz: 'Europe/Berlin' },
    { country: '!DE,null', browser: 'Safari,\\!Odd' },
    { source: '~google', status: 'ended' },
    { min_page_views: '2', engaged: 'true', new_visitor: 'true' },
  ];

  it.each(QUERIES)('of %j it is what is listed, in both formats', async (query) => {
    const pages = await walkPages<SessionList>((page) => {
      const search = new URLSearchParams({ site_id, ...query, ...page });
      return request(`/api/sessions?${search}`, { headers: asAdmin });
    }, 200);
    const listed = pages.flatMap(({ sessions }) => sessions);
    const lines = await textOf(await fetchExport({ site_id, format: 'ndjson', ...query }));
    expect(readLines(lines)).toMatchObject(listed);
    const csv = await textOf(await fetchExport({ site_id, format: 'csv', ...query }));
    expect(readCsv(csv).map(({ session_id }) => session_id)).toEqual(
      listed.map(({ session_id }) => session_id),
    );
  });

  it('each has the pages that it has seen, with time passed', async () => {
    const scope = {
      db: env.DB,
      siteId: site_id,
      filters: { matches: [], minPageViews: null, minDurationMs: null },
      now: NOON,
      keptSince: NOON - RETENTION_DAYS * DAY,
    };
    const period = { from: 0, to: NOON + 1, tz: 'UTC' };
    const rows = readLines(
      await textOf(await exportSessions(scope, period, { format: 'ndjson', pageRows: 100 })),
    );
    const byId = new Map(visits.map((session) => [session.session_id, session]));
    expect(rows.length).toBeGreaterThan(100);
    for (const row of rows) {
      const session = byId.get(row.session_id);
      expect(row.pages).toEqual(session && listPages(passTime(session, NOON)));
    }
  });

  it('each has every field, and no other', async () => {
    const [line] = readLines(await textOf(await fetchExport({ site_id, format: 'ndjson' })));
    expect(Object.keys(line ?? {}).sort()).toEqual([...EXPORTED_FIELDS].sort());
  });
});

describe('text', () => {
  const TEXTS = [
    'plain',
    'a "quoted" word',
    'one, two; three',
    'two\nlines',
    'two\r\nlines',
    'Größe 東京 🛒',
    "it's",
    '1 + 1 = 2',
  ];
  const FORMULAS = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(1)',
    '=1\n2',
    '=HYPERLINK("https://x","y")',
    '＝1',
    '\u0000=1+1',
  ];

  async function exportOf(city: string) {
    const site_id = await makeSite();
    const url = `https://shop.example/${encodeURIComponent(city)}?utm_campaign=${encodeURIComponent(city)}`;
    await openOne(site_id, { url, location: { country: 'DE', city } });
    const [csv, lines] = await Promise.all(
      ['csv', 'ndjson'].map(async (format) => textOf(await fetchExport({ site_id, format }))),
    );
    return { csv: readCsv(csv ?? '')[0], line: readLines(lines ?? '')[0], text: csv };
  }

  it.each(TEXTS)('%j is the same in both formats', async (city) => {
    const { csv, line } = await exportOf(city);
    expect(csv?.city).toBe(line?.city);
    expect(line?.city).toBe(city);
    expect(csv?.utm_campaign).toBe(line?.utm_campaign);
    expect(csv?.entry_page).toBe(line?.entry_page);
  });

  it('stays one cell where a spreadsheet parts cells at semicolons', async () => {
    const { text } = await exportOf('x;=1+1');
    expect(text).toContain('"x;=1+1"');
  });

  it.each(FORMULAS)('%j is no formula in a spreadsheet', async (city) => {
    const { csv, line, text } = await exportOf(city);
    expect(line?.city).toBe(city);
    expect(csv?.city).toBe(`'${city}`);
    expect(csv?.utm_campaign).toBe(`'${line?.utm_campaign}`);
    expect(text).not.toMatch(/(^|[,"\n])[=+@＝]/);
  });
});
