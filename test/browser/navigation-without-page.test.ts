import { describe, expect, it } from 'vitest';
import { useLeavePage, visit, WITHOUT_NAVIGATION } from './leave-page.ts';
import { closeTab, context, expectSession, pass } from './rig.ts';

useLeavePage();

/** By then a navigation no longer counts as pending. */
const FORGOTTEN_MS = 5_300;

describe('A navigation that no page with the script follows', () => {
  it.each([
    ['the link was a download', '#file', ''],
    ['the link was a download, without the Navigation API', '#file', WITHOUT_NAVIGATION],
    ['the response was empty', '#nothing', ''],
  ])('%s: the page goes on, and ends the session when it is left', async (_name, link, head) => {
    const { page, shop, messages, kinds } = await visit(head);
    await page.click(link);
    await page.evaluate(() => history.pushState({}, '', '/one/more'));
    await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
    expect(kinds()).toEqual(['open', 'open']);
    await page.click(link);
    await pass(FORGOTTEN_MS);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', page_views: 2 });
    expect(kinds()).toEqual(['open', 'open', 'end']);
    expect(messages[2]?.body.active_time).toBeGreaterThan(FORGOTTEN_MS);
  });

  it('ends at once where the visitor hides the page before the next one has loaded', async () => {
    const { page, shop, kinds } = await visit();
    await page.click('#nothing');
    const other = await context.newPage();
    await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/one` });
    expect(kinds()).toEqual(['open', 'end']);
    await Promise.all([closeTab(other), closeTab(page)]);
  });

  it('ends at once where the browser reports that it was cancelled', async () => {
    const { page, shop, kinds } = await visit();
    await page.click('#nothing');
    await page.evaluate(() => stop());
    await pass(100);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended' });
    expect(kinds()).toEqual(['open', 'end']);
  });

  it('ends at once where the visitor has cancelled it, asked whether to leave', async () => {
    const head = `<script>
      addEventListener('beforeunload', (event) => { if (window.asks) event.preventDefault() });
    </script>`;
    const { page, shop, kinds } = await visit(head);
    await page.evaluate(() => Object.assign(window, { asks: true }));
    const asked = page.waitForEvent('dialog');
    // It is over only once the dialog is closed.
    const clicked = page.click('#link', { noWaitAfter: true });
    await (await asked).dismiss();
    await clicked;
    await page.evaluate(() => Object.assign(window, { asks: false }));
    await pass(200);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/one` });
    expect(kinds()).toEqual(['open', 'end']);
  });

  it('reports the totals from the next page that has the script', async () => {
    const { page, shop, messages, kinds } = await visit();
    await page.click('#bare');
    await page.waitForURL(`${shop.origin}/bare`);
    await pass(500);
    expect(kinds()).toEqual(['open']);
    expect((await shop.session()).status).toBe('active');
    await page.click('a');
    await expectSession(shop).toMatchObject({ page_views: 2, current_url: `${shop.origin}/back` });
    expect(kinds()).toEqual(['open', 'open']);
    expect(messages[1]?.body.active_time).toBeGreaterThan(650);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', page_views: 2 });
    expect(kinds()).toHaveLength(3);
  });

  it('ends on every page where the browser refuses storage', async () => {
    const { page, shop, kinds } = await visit(
      `<script>Object.defineProperty(window, 'localStorage', {
        get() { throw new DOMException('', 'SecurityError') },
      })</script>`,
    );
    await page.click('#link');
    await expect.poll(shop.records).toHaveLength(2);
    expect(kinds().sort()).toEqual(['end', 'open', 'open']);
    await closeTab(page);
  });
});
