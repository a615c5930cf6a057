/** What a page of the dashboard tells of its times, as who looks at it feels them. */
import type { Page } from 'playwright-core';

/** The first that is there once the figures are. */
export const FIGURE = '.tile[aria-pressed] strong:not(:empty)';

/**
 * `figuresMs`: until the first figures were there. `blockedMs`: for how long at most the page answered to nothing. `shift`: how much was
 * moved that was there, as https://web.dev/articles/cls counts it.
 */
type Times = { figuresMs: number; blockedMs: number; shift: number };

/** Of the pages that are opened from now on. */
export const watchTimes = (page: Page) => page.addInitScript(WATCH);

export const readTimes = (page: Page) => page.evaluate<Times>('told');

/** Runs in the page. Of a task of less than 50 ms browsers tell nothing. */
const WATCH = `
  globalThis.told = { figuresMs: 0, blockedMs: 0, shift: 0 };
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch('longtask', ({ duration }) => { told.blockedMs = Math.max(told.blockedMs, duration); });
  watch('layout-shift', ({ value }) => { told.shift += value; });
  new MutationObserver(() => {
    const isThere = document.querySelector('${FIGURE}') !== null;
    if (isThere && told.figuresMs === 0) told.figuresMs = performance.now();
  }).observe(document, { childList: true, subtree: true, characterData: true });
`;
