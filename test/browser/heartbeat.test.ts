import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  closeTab,
  context,
  expectSession,
  type Message,
  openWatchedShop,
  pass,
  useRig,
} from './rig.ts';

useRig();

const STEP_MS = 10_000;
/** Opens a page whose clock can be moved on. */
async function visitWithClock(settings: Parameters<typeof openWatchedShop>[0] = {}) {
  const watched = await openWatchedShop(settings);
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${watched.shop.origin}/`);
  await expectSession(watched.shop).toMatchObject({ status: 'active' });
  await page.mouse.move(1, 1);
  return { page, ...watched };
}

/** Moves the page's clock on, as slowly as its messages need; the visitor moves, or does not. */
async function letPass(page: Page, ms: number, { isMoving }: { isMoving: boolean }) {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    await page.clock.runFor(STEP_MS);
    if (isMoving) await page.mouse.move(10 + ((passed / STEP_MS) % 50), 20);
    await pass(40);
  }
}

/** The pauses between messages, in seconds by the page's clock. */
const pauses = (messages: Message[]) =>
  messages.slice(1).map(({ body }, index) => {
    const before = messages[index]?.body.sent_at ?? 0;
    return Math.round((body.sent_at - before) / 1000);
  });
/** As they ought to be, give or take a step of the clock. */
const about = (...expected: number[]) =>
  expected.map((seconds) => expect.closeTo(seconds, -1.4) as number);

it('reports a visitor who stays at growing intervals, in 8 messages over 20 minutes', async () => {
  const { page, shop, messages, kinds } = await visitWithClock();
  await letPass(page, 20 * 60_000, { isMoving: true });
  await closeTab(page);
  await expect.poll(kinds).toContain('end');
  expect(kinds()).toEqual([...Array(7).fill('open'), 'end']);
  expect(pauses(messages).slice(0, 6)).toEqual(about(30, 60, 120, 240, 260, 260));
  const activeTimes = messages.map(({ body }) => body.active_time);
  expect(activeTimes).toEqual([...activeTimes].sort((a, b) => a - b));
  expect(activeTimes.at(-1)).toBeGreaterThan(19.5 * 60_000);
  expect(activeTimes.at(-1)).toBeLessThan(21 * 60_000);
  await expectSession(shop).toMatchObject({ status: 'ended', page_views: 1, reopened_count: 0 });
}, 90_000);

it.each([
  [60_000, about(30, 30, 30, 30, 30)],
  [150_000, about(30, 60, 75, 75)],
])(
  'is never silent for longer than half the idle timeout of %i ms',
  async (idle, expected) => {
    const { page, messages } = await visitWithClock({ site: { idle_timeout_ms: idle } });
    await letPass(page, 4 * 60_000, { isMoving: true });
    expect(pauses(messages).slice(0, expected.length)).toEqual(expected);
    await closeTab(page);
  },
  60_000,
);

it('keeps still while the visitor does nothing, and begins anew when they are back', async () => {
  const { page, shop, messages } = await visitWithClock();
  await letPass(page, 4 * 60_000, { isMoving: true });
  expect(messages).toHaveLength(4);
  // The first minute without a sign is taken for reading.
  await letPass(page, 10 * 60_000, { isMoving: false });
  expect(messages).toHaveLength(4);
  const silent = await shop.session();
  await letPass(page, 60_000, { isMoving: false });
  expect((await shop.session()).last_activity_at).toBe(silent.last_activity_at);

  await letPass(page, 3 * 60_000, { isMoving: true });
  expect(messages).toHaveLength(6);
  expect(pauses(messages).slice(4)).toEqual(about(60));
  // Four minutes, the one that was taken for reading, and those since the return until then.
  expect(messages.at(-1)?.body.active_time).toBeLessThan(8 * 60_000);
  expect((await shop.session()).last_activity_at).toBeGreaterThan(silent.last_activity_at);
  await closeTab(page);
}, 60_000);

it('begins anew with the next page', async () => {
  const { page, messages } = await visitWithClock();
  await letPass(page, 4 * 60_000, { isMoving: true });
  await page.evaluate(() => history.pushState({}, '', '/next'));
  await expect.poll(() => messages.length).toBe(5);
  await letPass(page, 100_000, { isMoving: true });
  expect(pauses(messages).slice(4)).toEqual(about(30, 60));
  await closeTab(page);
}, 60_000);

it('sends nothing while the page is visible without the focus', async () => {
  const { page, shop, messages } = await visitWithClock();
  const started = await shop.session();
  // Windows of a headless browser all have the focus.
  await page.evaluate(() => {
    document.hasFocus = () => false;
    dispatchEvent(new Event('blur'));
  });
  await letPass(page, 90_000, { isMoving: true });
  expect(messages).toHaveLength(1);
  expect(await shop.session()).toMatchObject({
    status: 'active',
    last_activity_at: started.last_activity_at,
  });
  await closeTab(page);
});

it('begins nothing by a movement after the page has ended the session', async () => {
  const { page, shop, messages } = await visitWithClock();
  await letPass(page, 3 * 60_000, { isMoving: false });
  await page.evaluate(() => (window as { visitorSession?: { end(): void } }).visitorSession?.end());
  await expectSession(shop).toMatchObject({ status: 'ended' });
  const sent = messages.length;
  await letPass(page, 2 * 60_000, { isMoving: true });
  expect(messages).toHaveLength(sent);
  expect(await shop.records()).toHaveLength(1);
  await closeTab(page);
}, 60_000);
