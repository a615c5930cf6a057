import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SiteId } from '../../src/ids/uuid';
import { exportSessions } from '../../src/reports/export';
import type { ExportFormat } from '../../src/reports/schema';
import {
  asAdmin,
  end,
  expectFailure,
  makeKey,
  makeSite,
  open,
  read,
  readAnswer,
  request,
  update,
} from '../api';
import { countD1Rows } from '../cost/count';
import { copyRecord } from '../rig/records';
import { NOON, passMs, startClock, stopClock } from '../support/clock';
import { eraseSession, openOne } from '../support/erasure';
import { recordWhen } from '../support/stored';
import { fetchExport, readCsv, readLines, textOf } from './exports';

const NO_FILTERS = { matches: [], minPageViews: null, minDurationMs: null };
const ALL = { from: 0, to: NOON + 1e9, tz: 'UTC' };

let site_id: SiteId;

beforeEach(async () => {
  stopClock();
  site_id = await makeSite();
});
afterEach(() => {
  vi.restoreAllMocks();
  startClock();
});

const ALL_KEPT = { filters: NO_FILTERS, keptSince: 0 };
const scope = () => ({ db: env.DB, siteId: site_id, now: Date.now(), ...ALL_KEPT });
const exportBy = (pageRows: number, format: ExportFormat = 'ndjson') =>
  exportSessions(scope(), ALL, { format, pageRows });

/** A session a second, the newest first. */
async function openSome(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    ids.unshift((await openOne(site_id)).session_id);
    passMs(1000);
  }
  return ids;
}

/** While D1 refuses to read sessions. */
async function withoutSessions(work: () => Promise<void>): Promise<void> {
  await env.DB.exec('ALTER TABLE sessions RENAME TO sessions_away');
  try {
    await work();
  } finally {
    await env.DB.exec('ALTER TABLE sessions_away RENAME TO sessions');
  }
}

describe('GET /api/export/sessions', () => {
  it.each([
    ['csv', 'text/csv; charset=utf-8'],
    ['ndjson', 'application/x-ndjson'],
  ])('is a file of the format %s', async (format, type) => {
    const { status, headers } = await fetchExport({ site_id, format });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe(type);
    const file = `attachment; filename="sessions-2035-12-01.${format}"`;
    expect(headers.get('content-disposition')).toBe(file);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('leaves out a record that cannot be read, and goes on behind it', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      ids.unshift((await openOne(site_id)).session_id);
      passMs(1000);
    }
    await env.DB.prepare(
      "UPDATE session_details SET custom_data = '{' WHERE session_id IN (unhex(?, '-'), unhex(?, '-'))",
    )
      .bind(ids[0], ids[1])
      .run();
    const lines = readLines(await textOf(await fetchExport({ site_id, format: 'ndjson' })));
    expect(lines.map(({ session_id }) => session_id)).toEqual([ids[2]]);
  });

  it('has a line of names alone, or nothing, where no session matches', async () => {
    const csv = await textOf(await fetchExport({ site_id, format: 'csv' }));
    expect(csv).toMatch(/^session_id,site_id,[a-z_,]+,pages\r\n$/);
    expect(await textOf(await fetchExport({ site_id, format: 'ndjson' }))).toBe('');
  });

  it('tells of a session what reading it tells a server', async () => {
    const opened = await open({
      site_id,
      url: 'https://shop.example/in?utm_source=News&utm_id=7&gclid=abc',
      referrer: 'https://www.google.com/search',
      fingerprint: 'f',
      device: { type: 'mobile', os: 'iOS', screen_size: '390x844', pixel_ratio: 3, memory: 4 },
      custom_data: { plan: 'pro' },
      consent: { ads: false },
    });
    const { session_id } = opened.data;
    passMs(1000);
    const current_url = 'https://shop.example/out?a=1';
    await update({ site_id, session_id, current_url, page_views: 2 });
    passMs(1000);
    await end({ site_id, session_id, exit_url: 'https://shop.example/exit' });
    await recordWhen(session_id, ({ status }) => status === 'ended');
    const shown = (await read(session_id, site_id, asAdmin)).data;
    const [row, ...others] = readLines(await textOf(await exportBy(9)));
    expect(others).toEqual([]);
    const { device, browser, utm_params, click_id } = shown;
    expect(row).toMatchObject({
      session_id,
      visitor_id: shown.visitor_id,
      status: 'ended',
      duration: 2000,
      entry_page: '/in',
      exit_page: '/exit',
      landing_url: shown.landing_url,
      current_url: shown.current_url,
      exit_url: shown.exit_url,
      referrer: shown.referrer,
      utm_source: 'News',
      utm_id: utm_params.id,
      click_id_type: click_id?.type,
      click_id: 'abc',
      fingerprint: 'f',
      os: 'iOS',
      os_version: device.os.version,
      browser_version: browser.version,
      screen_width: 390,
      screen_height: 844,
      pixel_ratio: 3,
      memory: 4,
      consent: { ads: false },
      custom_data: { plan: 'pro' },
      pages: [
        { path: '/in', at: NOON },
        { path: '/out', at: NOON + 1000 },
        { path: '/exit', at: NOON + 2000 },
      ],
    });
    const [cells] = readCsv(await textOf(await exportBy(9, 'csv')));
    expect(cells).toMatchObject({
      session_id,
      lead_id: '',
      engaged: 'true',
      duration: '2000',
      custom_data: '{"plan":"pro"}',
    });
    expect(JSON.parse(cells?.pages ?? '')).toEqual(row?.pages);
  });

  it('has filters and periods as lists have them', async () => {
    await openOne(site_id, { location: { country: 'DE' } });
    await openOne(site_id, { location: { country: 'FR' } });
    const countOf = async (query: Record<string, string>) =>
      readCsv(await textOf(await fetchExport({ site_id, format: 'csv', ...query }))).length;
    expect(await countOf({})).toBe(2);
    expect(await countOf({ country: 'DE' })).toBe(1);
    expect(await countOf({ period: 'today' })).toBe(2);
    expect(await countOf({ period: 'yesterday' })).toBe(0);
    expect(await countOf({ from: '2036-01-01', to: '2036-02-01' })).toBe(0);
  });

  it.each([
    [{}, 'format'],
    [{ format: 'xlsx' }, 'format'],
    [{ format: 'csv', countri: 'DE' }, 'countri'],
    [{ format: 'csv', limit: '5' }, 'limit'],
    [{ format: 'csv', tz: 'Mars/Phobos' }, 'tz'],
    [{ format: 'csv', from: '9', to: '9' }, 'to'],
  ])('refuses %j, naming %s', async (query, name) => {
    const refused = await readAnswer(await fetchExport({ site_id, ...query }));
    expectFailure(refused, 400, 'validation_failed');
    expect(refused.error.details.issues?.map(({ path }) => path)).toEqual([name]);
  });

  it('is for keys that may read reports', async () => {
    const query = { site_id, format: 'csv' };
    expectFailure(await readAnswer(await fetchExport(query, {})), 403, 'forbidden');
    expectFailure(await request('/api/export/sessions?format=csv'), 401, 'unauthorized');
    const asKey = async (scope: 'read' | 'write') => {
      const { key } = await makeKey(site_id, scope);
      return fetchExport(query, { authorization: `Bearer ${key}` });
    };
    expectFailure(await readAnswer(await asKey('write')), 403, 'forbidden');
    expect((await asKey('read')).status).toBe(200);
  });

  it('answers 503 when D1 does not answer from the beginning', async () => {
    await openOne(site_id);
    await withoutSessions(async () => {
      const failed = await readAnswer(await fetchExport({ site_id, format: 'csv' }));
      expectFailure(failed, 503, 'unavailable');
    });
  });
});

describe('an export of several pages', () => {
  it.each([1, 2, 3, 4, 5, 6])('of %i rows has every session once', async (pageRows) => {
    const ids = await openSome(5);
    const rows = readLines(await textOf(await exportBy(pageRows)));
    expect(rows.map(({ session_id }) => session_id)).toEqual(ids);
    const cells = readCsv(await textOf(await exportBy(pageRows, 'csv')));
    expect(cells.map(({ session_id }) => session_id)).toEqual(ids);
  });

  it('has fewer rows a page where much is told of them', async () => {
    const ids = await openSome(4);
    const sizes = async (pageBytes: number) => {
      const size = { format: 'ndjson', pageRows: 3, pageBytes } as const;
      const exported = await exportSessions(scope(), ALL, size);
      const pages: string[][] = [];
      for await (const page of exported.body) {
        pages.push(readLines(new TextDecoder().decode(page)).map(({ session_id }) => session_id));
      }
      expect(pages.flat()).toEqual(ids);
      return pages.map(({ length }) => length);
    };
    expect(await sizes(1_000_000)).toEqual([3, 1]);
    expect(await sizes(1)).toEqual([1, 1, 1, 1]);
  });

  it('ends though sessions go on beginning, and has none that was erased meanwhile', async () => {
    const [third = '', second = '', first = ''] = await openSome(3);
    passMs(1000);
    const exported = await exportBy(1);
    passMs(1000);
    await openOne(site_id);
    await eraseSession(site_id, first);
    const rows = readLines(await textOf(exported));
    expect(rows.map(({ session_id }) => session_id)).toEqual([third, second]);
  });

  it('reads no more of D1 than is taken of it, and nothing once it is given up', async () => {
    await openSome(6);
    const rows = countD1Rows();
    const { body } = await exportBy(1);
    const reader = body.getReader();
    await reader.read();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const read = rows.read;
    await reader.cancel();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(rows.read).toBe(read);
    // The two pages that were taken, and the next.
    expect(read).toBeLessThanOrEqual(3 * 9);
  });

  it('costs for each page what it has, however many sessions there are', async () => {
    const [session_id = ''] = await openSome(1);
    const copies = Array.from({ length: 400 }, (_, index) => ({
      session_id: crypto.randomUUID(),
      started_at: NOON - index * 60_000,
      visitor_key: index,
    }));
    await copyRecord(env.DB, session_id, copies);
    const rows = countD1Rows();
    const exported = readLines(await textOf(await exportBy(50)));
    expect(exported).toHaveLength(401);
    // Two rows each, and three more while D1 adds up how long they are.
    expect(rows.read).toBeLessThanOrEqual(5 * 401 + 10 * 4);
  });

  it('breaks where D1 no longer answers, and does not end as if it were whole', async () => {
    await openSome(4);
    const { body } = await exportBy(1);
    const reader = body.getReader();
    await withoutSessions(async () => {
      const readAll = async () => {
        for (;;) if ((await reader.read()).done) return;
      };
      await expect(readAll()).rejects.toThrow(/no such table/);
    });
  });

  it('goes on after a fault that passes', async () => {
    const ids = await openSome(4);
    const exported = await exportBy(1);
    let text = Promise.resolve('');
    await withoutSessions(async () => {
      text = textOf(exported);
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    expect(readLines(await text).map(({ session_id }) => session_id)).toEqual(ids);
  });
});
