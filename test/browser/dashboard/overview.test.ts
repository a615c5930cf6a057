/** The figures of the overview are those of the API, and what is chosen changes them. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../rig.ts';
import {
  ask,
  figure,
  openDashboard,
  queryOf,
  rowsOf,
  useFilledSite,
  waitForFigures,
} from './rig.ts';

const site = useFilledSite();

const open = async (query = '') => {
  const opened = await openDashboard({ key: site.keys.read, query });
  await waitForFigures(opened.page);
  return opened.page;
};
const report = (query: string): Promise<Json> =>
  ask('GET', `/api/reports/overview?limit=30&${query}`, undefined, site.keys.read);
const whole = (count: number) => count.toLocaleString('en');

describe('the figures', () => {
  it.each([
    '',
    'period=7d',
    'period=7d&country=DE&new_visitor=true',
    'from=2026-01-01&to=2036-01-01',
  ])('of "%s" are those of the API', async (query) => {
    const page = await open(query === '' ? '' : `?${query}`);
    const { summary } = await report(query || 'period=30d');
    expect(summary.sessions).toBeGreaterThan(0);
    expect(await figure(page, 'Visitors')).toBe(whole(summary.visitors));
    expect(await figure(page, 'Sessions')).toBe(whole(summary.sessions));
    expect(await figure(page, 'Page views')).toBe(whole(summary.page_views));
    expect(await figure(page, 'Engagement rate')).toBe(
      `${whole(summary.engaged)} of ${whole(summary.sessions)} sessions`,
    );
    expect(await figure(page, 'Median duration')).toBe(
      `${whole(summary.duration.median)} ms, of sessions that have ended`,
    );
  });

  it('of a filter count sessions with a lead in place of leads, which have no filter', async () => {
    const page = await open('?country=DE');
    const { summary } = await report('period=30d&country=DE');
    expect(summary.identified).toBeGreaterThan(0);
    expect(await figure(page, 'With a lead')).toBe(whole(summary.identified));
    expect(await page.getByText('New leads').count()).toBe(0);
  });

  it('have their change to the period before', async () => {
    const page = await open('?period=7d');
    const { summary } = await report('period=7d');
    const change = Math.round((summary.sessions / summary.compare.sessions - 1) * 100);
    const tile = page.locator('.tile', { hasText: 'Sessions' }).first();
    const words = { '1': 'more than before', '-1': 'less than before', '0': 'as before' };
    const text = `${Math.abs(change)}% ${words[`${Math.sign(change)}` as '1' | '-1' | '0']}`;
    expect(await tile.locator('.change').textContent()).toBe(text);
    await page.goto(`${page.url()}&compare=none`);
    await waitForFigures(page);
    expect(await page.locator('.change svg').count()).toBe(0);
  });
});

describe('the plot', () => {
  const points = (page: Awaited<ReturnType<typeof open>>) =>
    page.locator('.hidden td').allTextContents();

  it('has the points of the API up to now', async () => {
    const page = await open('?period=7d&number=page_views');
    const { timeseries } = await report('period=7d');
    const past = timeseries.points.filter(({ at }: Json) => at <= Date.now());
    expect(await points(page)).toEqual(past.map((point: Json) => whole(point.page_views)));
  });

  it('shows the number and the intervals that are chosen, as the address says', async () => {
    const page = await open('?period=7d');
    await page.locator('.tile', { hasText: 'Sessions' }).first().click();
    await page.getByLabel('Intervals').selectOption('hour');
    await expect.poll(() => queryOf(page)).toBe('?period=7d&interval=hour&number=sessions');
    await expect.poll(async () => (await points(page)).length).toBeGreaterThan(6 * 24);
    await page.getByLabel('Number', { exact: true }).selectOption('bounced');
    await expect.poll(() => queryOf(page)).toContain('number=bounced');
  });

  it('says what is pointed at, beside the period before', async () => {
    const page = await open('?period=7d');
    await page.locator('.plot svg').hover({ position: { x: 300, y: 100 } });
    const { timeseries } = await report('period=7d');
    const texts = await page.locator('.tip strong').allTextContents();
    expect(texts).toHaveLength(2);
    expect(timeseries.points.map(({ visitors }: Json) => whole(visitors))).toContain(texts[0]);
  });

  it('becomes the part that is dragged over, and Back is the whole again', async () => {
    const page = await open();
    const box = await page.locator('.plot svg').boundingBox();
    if (box === null) throw new Error('There is no plot.');
    await page.mouse.move(box.x + box.width * 0.3, box.y + 80);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 80, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => queryOf(page)).toMatch(/^\?from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$/);
    await waitForFigures(page);
    const { summary } = await report(queryOf(page).slice(1));
    expect(await figure(page, 'Sessions')).toBe(whole(summary.sessions));
    await page.goBack();
    await expect.poll(() => queryOf(page)).toBe('');
    await waitForFigures(page);
    expect(await figure(page, 'Sessions')).not.toBe(whole(summary.sessions));
  });
});

describe('the lists', () => {
  it('are those of the API, with all others as their last row', async () => {
    const page = await open();
    const { breakdowns } = await report('period=30d');
    const sessions = ({ value, sessions }: Json) => [value, sessions];
    expect(await rowsOf(page, 'Sources')).toEqual(breakdowns.channel.rows.map(sessions));
    const { rows, other } = breakdowns.entry_page;
    const top = rows.slice(0, 8);
    const sum = (list: Json[]) => list.reduce((all, one) => all + one.sessions, 0);
    expect(await rowsOf(page, 'Pages')).toEqual([
      ...top.map(sessions),
      ['All others', sum(rows) + (other?.sessions ?? 0) - sum(top)],
    ]);
  });

  it('that the overview has not are asked for when they are seen', async () => {
    const page = await open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const campaigns = page.getByRole('region', { name: 'Campaigns' });
    await campaigns.scrollIntoViewIfNeeded();
    await campaigns.locator('tbody tr').first().waitFor();
    const { rows } = await ask(
      'GET',
      '/api/reports/breakdown?by=utm_campaign&period=30d',
      undefined,
      site.keys.read,
    );
    const [[name, count] = []] = await rowsOf(page, 'Campaigns');
    expect([name, count]).toEqual([rows[0].value ?? 'None', rows[0].sessions]);
    expect(asked.filter((url) => url.includes('by=utm_campaign'))).toHaveLength(1);
  });

  it('open whole, with more numbers and a search', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'All of Entry page' }).click();
    const dialog = page.getByRole('dialog', { name: 'Entry page' });
    const { rows } = await ask(
      'GET',
      '/api/reports/breakdown?by=entry_page&period=30d&limit=500',
      undefined,
      site.keys.read,
    );
    await expect.poll(() => dialog.locator('tbody tr').count()).toBe(Math.min(200, rows.length));
    const wanted = rows[20];
    await dialog.getByLabel('Search in Entry page').fill(wanted.value);
    const row = dialog.locator('tbody tr').first();
    expect(await row.locator('td').first().getAttribute('title')).toBe(whole(wanted.visitors));
    await row.getByRole('button').click();
    await expect.poll(() => queryOf(page)).toContain('entry_page=/');
    expect(await dialog.count()).toBe(0);
  });
});

describe('the map', () => {
  it('has a shade for each country with sessions, and filters by the one that is clicked', async () => {
    const page = await open();
    const world = page.locator('.world');
    await page.getByRole('region', { name: 'Places' }).scrollIntoViewIfNeeded();
    await world.locator('path').first().waitFor();
    const { breakdowns } = await report('period=30d');
    const shown = await world.locator('svg :is(path, circle):not(.shade-0)').count();
    expect(shown).toBe(breakdowns.country.rows.filter(({ value }: Json) => value !== null).length);
    await world.locator('path.shade-5').first().click();
    await expect.poll(() => queryOf(page)).toBe(`?country=${breakdowns.country.rows[0].value}`);
  });
});
