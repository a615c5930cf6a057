/** Everybody can use it: by what axe finds, on a phone, and by the keyboard. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findFaults, openDashboard, PHONE, useFilledSite, WIDE, waitForFigures } from './rig.ts';

const site = useFilledSite();

const STATES: Record<string, (page: Page) => Promise<void>> = {
  'the overview': async () => {},
  'the overview further down': async (page) => {
    await page.getByRole('region', { name: 'Places' }).scrollIntoViewIfNeeded();
    await page.locator('.world path').first().waitFor();
    await page.getByRole('region', { name: 'Visits' }).scrollIntoViewIfNeeded();
  },
  'the period': (page) => page.locator('.period > button').click(),
  'the search': async (page) => {
    await page.getByLabel('Filter', { exact: true }).fill('go');
    await page.getByRole('listbox').waitFor();
  },
  'a whole list': async (page) => {
    await page.getByRole('button', { name: 'All of Channel' }).click();
    await page.locator('dialog tbody tr').first().waitFor();
  },
  'the keys': (page) => page.keyboard.press('?'),
};

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  describe.each([
    ['wide', WIDE],
    ['on a phone', PHONE],
  ])('%s', (_, size) => {
    it.each(Object.keys(STATES))(
      'axe finds nothing wrong with %s',
      async (name) => {
        const { page } = await openDashboard({
          key: site.keys.read,
          query: '?country=DE&entry_page=~blog',
          size,
          colorScheme,
        });
        await waitForFigures(page);
        await STATES[name]?.(page);
        expect(await findFaults(page)).toEqual([]);
      },
      60_000,
    );

    it('axe finds nothing wrong with signing in', async () => {
      const { page } = await openDashboard({ size, colorScheme });
      await page.getByLabel('Key', { exact: true }).fill('nothing');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      expect(await findFaults(page)).toEqual([]);
    }, 60_000);
  });
});

describe('on a phone', () => {
  it.each(Object.keys(STATES))('nothing of %s sticks out', async (name) => {
    const { page } = await openDashboard({
      key: site.keys.read,
      query: '?country=DE&entry_page=~blog&period=12mo',
      size: PHONE,
    });
    await waitForFigures(page);
    await STATES[name]?.(page);
    const { scrollWidth, clientWidth } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrollWidth, clientWidth };
    });
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    const out = await page.evaluate(() =>
      [...document.querySelectorAll('#app :is(button, a, input, select, strong, td, h2, text)')]
        .filter(
          (one) => one.checkVisibility() && one.closest('.hidden, .skip, .tabs, .top nav') === null,
        )
        .filter((one) => {
          const { left, right } = one.getBoundingClientRect();
          return left < -0.5 || right > document.documentElement.clientWidth + 0.5;
        })
        .map((one) => one.outerHTML.slice(0, 120)),
    );
    expect(out).toEqual([]);
  });
});

it('everything that is clicked is reached by the keyboard, and shows that it is', async () => {
  const { page } = await openDashboard({ key: site.keys.read, query: '?country=DE' });
  await waitForFigures(page);
  const seen: { name: string; isOutlined: boolean }[] = [];
  // Lists that come into sight on the way have rows to stop at, too.
  for (let isWithin = true; isWithin; ) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const one = document.activeElement as HTMLElement;
      one.dataset.seen = `${Number(one.dataset.seen ?? 0) + 1}`;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return {
        name: one.outerHTML.slice(0, 100),
        isOutlined: outlineStyle !== 'none' && outlineWidth !== '0px',
        isWithin: one.closest('#app') !== null && one.dataset.seen === '1',
      };
    });
    isWithin = stop.isWithin;
    if (isWithin) seen.push(stop);
  }
  expect(seen.filter(({ isOutlined }) => !isOutlined)).toEqual([]);
  const missed = await page.evaluate(() =>
    [...document.querySelectorAll('#app :is(button, a, input, select)')]
      .filter((one) => !(one as HTMLElement).dataset.seen)
      .map((one) => one.outerHTML.slice(0, 100)),
  );
  expect(missed).toEqual([]);
}, 60_000);
