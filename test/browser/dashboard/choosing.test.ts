/** What is chosen by clicks and keys: filters, periods; where it is kept, and how it is undone. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ask, figure, openDashboard, queryOf, useFilledSite, waitForFigures } from './rig.ts';

const site = useFilledSite();

async function open(query = ''): Promise<Page> {
  const { page } = await openDashboard({ key: site.keys.read, query });
  await waitForFigures(page);
  return page;
}

const chips = (page: Page) => page.locator('.chip').allTextContents();
const row = (page: Page, panel: string, name: string) =>
  page.getByRole('region', { name: panel }).getByRole('button', { name, exact: true });

describe('a click on a value', () => {
  it('counts its sessions alone, as a chip and the address say; another click counts all again', async () => {
    const page = await open();
    const all = await figure(page, 'Sessions');
    await row(page, 'Sources', 'Direct').click();
    await waitForFigures(page);
    expect(queryOf(page)).toBe('?channel=Direct');
    expect(await chips(page)).toEqual(['Channel isDirect']);
    const { sessions } = await ask(
      'GET',
      '/api/reports/summary?period=30d&channel=Direct',
      undefined,
      site.keys.read,
    );
    expect(await figure(page, 'Sessions')).toBe(sessions.toLocaleString('en'));
    await row(page, 'Sources', 'Direct').click();
    await expect.poll(() => figure(page, 'Sessions')).toBe(all);
    expect(queryOf(page)).toBe('');
  });

  it('adds to the others, and each is turned round and taken away by its chip', async () => {
    const page = await open();
    await row(page, 'Sources', 'Direct').click();
    await waitForFigures(page);
    await row(page, 'Technology', 'Phone').click();
    await expect.poll(() => chips(page)).toEqual(['Channel isDirect', 'Device isPhone']);
    await page.getByRole('button', { name: 'is', exact: true }).first().click();
    await expect.poll(() => queryOf(page)).toBe('?channel=!Direct&device_type=mobile');
    expect(await chips(page)).toEqual(['Channel is notDirect', 'Device isPhone']);
    await page.getByRole('button', { name: 'Remove the filter Channel is not Direct' }).click();
    await expect.poll(() => queryOf(page)).toBe('?device_type=mobile');
    await page.goBack();
    await expect.poll(() => chips(page)).toHaveLength(2);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expect.poll(() => queryOf(page)).toBe('');
  });

  it('is shared by the address', async () => {
    const page = await open('?period=7d');
    await row(page, 'Sources', 'AI').click();
    await waitForFigures(page);
    const shown = await figure(page, 'Visitors');
    const other = await open(queryOf(page));
    expect(await figure(other, 'Visitors')).toBe(shown);
    expect(await chips(other)).toEqual(['Channel isAI']);
  });
});

describe('the search', () => {
  it('finds a value that is known, by the keyboard alone', async () => {
    const page = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('germ');
    await page.getByRole('option', { name: /Country Germany/ }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => queryOf(page)).toBe('?country=DE');
    expect(await page.getByLabel('Filter', { exact: true }).inputValue()).toBe('');
  });

  it('finds cities, in whatever case they are typed', async () => {
    const page = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('city 0-');
    await page
      .getByRole('option', { name: /^City City 0-/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => queryOf(page)).toMatch(/^\?city=City\+0-\d+$/);
    await waitForFigures(page);
    expect(await figure(page, 'Sessions')).not.toBe('0');
  });

  it('filters by a part of what is not known', async () => {
    const page = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('log/1');
    await page.getByRole('option', { name: 'Exit page contains log/1' }).click();
    await waitForFigures(page);
    expect(queryOf(page)).toBe('?exit_page=~log/1');
    expect(await chips(page)).toEqual(['Exit page contains“log/1”']);
    expect(await figure(page, 'Sessions')).not.toBe('0');
  });

  it('is left by Escape', async () => {
    const page = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('t7');
    await page.keyboard.press('Escape');
    expect(queryOf(page)).toBe('');
    expect(await page.getByRole('listbox').count()).toBe(0);
  });
});

describe('the period', () => {
  it.each([
    ['t', '?period=today', 'Today'],
    ['7', '?period=7d', 'Last 7 days'],
    ['9', '?period=90d', 'Last 90 days'],
    ['m', '?period=month', 'This month'],
  ])('of the key %s is in the address as %s', async (key, query, label) => {
    const page = await open();
    await page.keyboard.press(key);
    await expect.poll(() => queryOf(page)).toBe(query);
    expect(await page.locator('.period > button').textContent()).toBe(label);
    await page.keyboard.press('3');
    await expect.poll(() => queryOf(page)).toBe('');
  });

  it('is chosen in a sheet, with what it is compared with', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Last 30 days' }).click();
    await page.getByLabel('A year before').check();
    await expect.poll(() => queryOf(page)).toBe('?compare=year');
    await page.getByRole('button', { name: /^Last 7 days/ }).click();
    await expect.poll(() => queryOf(page)).toBe('?period=7d&compare=year');
    expect(await page.locator('.sheet').count()).toBe(0);
  });

  it('is of dates of one’s own, both of them included, at midnight of the site', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Last 30 days' }).click();
    expect(await page.getByText('midnight in Europe/Berlin').isVisible()).toBe(true);
    await page.getByLabel('From').fill('2026-11-01');
    await page.getByLabel('To', { exact: true }).fill('2026-11-07');
    await page.getByRole('button', { name: 'Show' }).click();
    await expect.poll(() => queryOf(page)).toBe('?from=2026-11-01&to=2026-11-08');
    expect(await page.locator('.period > button').textContent()).toBe('1 – 7 Nov 2026');
  });
});

describe('keys', () => {
  it('go through the rows, and Enter filters by one', async () => {
    const page = await open();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    const focused = page.locator('[data-row]:focus');
    const name = await focused.textContent();
    expect(name).toBe(await page.locator('[data-row]').first().textContent());
    await page.keyboard.press('Enter');
    await expect.poll(() => queryOf(page)).toBe(`?channel=${name}`);
  });

  it('are listed under ?, and do nothing behind the list', async () => {
    const page = await open();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    const keys = await dialog.locator('kbd').allTextContents();
    expect(keys).toEqual(expect.arrayContaining(['/', 'j', 'k', 't', '7', '3', '?', 'r']));
    await page.keyboard.press('7');
    expect(queryOf(page)).toBe('');
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
  });

  it('leave the focus where it went while their list was closing', async () => {
    const page = await open();
    await page.keyboard.press('j');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.evaluate(() => {
      const search = () => document.querySelector<HTMLElement>('[role=combobox]')?.focus();
      document.addEventListener('close', search, { capture: true, once: true });
    });
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.waitForTimeout(100);
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('role'));
    expect(focused).toBe('combobox');
  });
});

it('the theme is the system’s until it is switched, and then stays', async () => {
  const { page } = await openDashboard({ key: site.keys.read, colorScheme: 'dark' });
  await waitForFigures(page);
  const ground = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await ground();
  await page.getByRole('button', { name: 'Switch to light colours' }).click();
  const light = await ground();
  expect(light).not.toBe(dark);
  await page.reload();
  await waitForFigures(page);
  expect(await ground()).toBe(light);
  await page.getByRole('button', { name: 'Switch to dark colours' }).click();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});
