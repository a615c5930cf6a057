/** Custom data that the API refuses, or would refuse, does not stop tracking: on this page and on the next. */
import { expect, it } from 'vitest';
import { closeTab, expectSession, type Json, openShop, useRig } from './rig.ts';

useRig();

async function visit() {
  const shop = await openShop({
    head: `<script>
      window.errors = [];
      (window.visitorSession ||= []).onerror = ({ code }) => errors.push(code);
    </script>`,
  });
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ status: 'active' });
  const { session_id, visitor_id } = await shop.session();
  return { shop, page, session_id, visitor_id };
}

it.each([
  ['half of an emoji', { note: 'ab😀'.slice(0, 3) }, { note: 'ab' }],
  ['the other half', { note: '😀ab'.slice(1) }, { note: 'ab' }],
  ['both halves in the wrong order', { note: `a${'😀'[1]}${'😀'[0]}😀b` }, { note: 'a😀b' }],
  ['half of an emoji after a backslash', { note: `\\${'😀'[0]}\\` }, { note: '\\\\' }],
  ['half of an emoji in a key', { [`note${'😀'[0]}`]: 1 }, { note: 1 }],
  ['text that only looks like an escape', { note: '\\ud83d \u0001"' }, { note: '\\ud83d \u0001"' }],
])('reports custom data with %s', async (_name, custom_data, expected) => {
  const { shop, page, session_id, visitor_id } = await visit();
  // As JSON, which keeps the halves apart on the way to the browser.
  await page.evaluate(
    (json) => (window as Json).visitorSession.update({ custom_data: JSON.parse(json) }),
    JSON.stringify(custom_data),
  );
  await expectSession(shop).toMatchObject({ custom_data: expected });
  await page.goto(`${shop.origin}/two`);
  await expectSession(shop).toMatchObject({
    session_id,
    visitor_id,
    status: 'active',
    page_views: 2,
    custom_data: expected,
  });
  expect(await page.evaluate(() => (window as Json).errors)).toEqual([]);
  await closeTab(page);
});

it('identifies a visitor whose name ends with half of an emoji', async () => {
  const { shop, page } = await visit();
  await page.evaluate(() =>
    (window as Json).visitorSession.identify({
      email: 'ann@example.com',
      name: 'Ann 😀'.slice(0, 5),
    }),
  );
  await expectSession(shop).toMatchObject({ lead: { email: 'ann@example.com', name: 'Ann' } });
  await closeTab(page);
});

const REFUSED: [string, string][] = [
  ['nesting that is too deep', `{"deep":${'['.repeat(16)}${']'.repeat(16)}}`],
  ['a key __proto__', '{"__proto__":{"admin":true}}'],
];

it.each(REFUSED)('drops custom data with %s, and goes on', async (_name, json) => {
  const { shop, page, session_id, visitor_id } = await visit();
  await page.evaluate(
    (json) => (window as Json).visitorSession.update({ custom_data: JSON.parse(json) }),
    json,
  );
  await expect
    .poll(() => page.evaluate(() => (window as Json).errors))
    .toEqual(['validation_failed']);
  await page.evaluate(() => {
    history.pushState({}, '', '/two');
    (window as Json).visitorSession.update({ custom_data: { cart: 3 } });
  });
  await expectSession(shop).toMatchObject({ page_views: 2, custom_data: { cart: 3 } });
  await page.goto(`${shop.origin}/three`);
  await expectSession(shop).toMatchObject({
    session_id,
    visitor_id,
    status: 'active',
    page_views: 3,
    custom_data: { cart: 3 },
  });
  expect(await shop.records()).toHaveLength(1);
  await closeTab(page);
});

it.each(REFUSED)('goes on after a page that is left with %s', async (_name, json) => {
  const { shop, page, session_id, visitor_id } = await visit();
  await page.evaluate((json) => {
    (window as Json).visitorSession.update({ custom_data: JSON.parse(json) });
    location.assign('/two');
  }, json);
  await expectSession(shop).toMatchObject({
    session_id,
    visitor_id,
    status: 'active',
    page_views: 2,
    custom_data: {},
    current_url: `${shop.origin}/two`,
  });
  expect(await shop.records()).toHaveLength(1);
  await closeTab(page);
});
