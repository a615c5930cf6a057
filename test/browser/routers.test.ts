/** Every way to another address is a page view, and nothing else is. */
import { expect, it } from 'vitest';
import { closeTab, expectSession, type Json, openShop, pass, useRig } from './rig.ts';

useRig();

const WITHOUT_NAVIGATION = `<script>
  Object.defineProperty(window, 'navigation', { value: undefined });
</script>`;

it('counts the pages of a router on the Navigation API', async () => {
  const shop = await openShop();
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  await page.evaluate(async () => {
    const { navigation } = window as Json;
    navigation.addEventListener('navigate', (event: Json) => {
      if (event.destination.url.endsWith('/cancelled')) event.preventDefault();
      else event.intercept({ handler: async () => {} });
    });
    await navigation.navigate('/two').finished;
    await navigation.navigate('/three').finished;
  });
  await expectSession(shop).toMatchObject({ page_views: 3, current_url: `${shop.origin}/three` });
  await page.evaluate(async () => {
    const { navigation } = window as Json;
    await navigation.navigate('/cancelled').finished.catch(() => {});
    await navigation.navigate('/three').finished;
    await navigation.navigate('/replaced', { history: 'replace' }).finished;
    await navigation.reload().finished;
    history.replaceState({}, '', '/three');
  });
  await pass(500);
  expect(await shop.session()).toMatchObject({ page_views: 3 });
  await page.evaluate(() => (window as Json).navigation.back().finished);
  await expectSession(shop).toMatchObject({ page_views: 4, current_url: `${shop.origin}/two` });
  await page.evaluate(() => history.back());
  await expectSession(shop).toMatchObject({ page_views: 5, current_url: `${shop.origin}/one` });
  expect(await shop.records()).toHaveLength(1);
  await closeTab(page);
});

it('counts a page whose navigation is done by the router later', async () => {
  const shop = await openShop();
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  await page.evaluate(() => {
    const { navigation } = window as Json;
    navigation.addEventListener('navigate', (event: Json) =>
      event.intercept({ handler: () => new Promise((resolve) => setTimeout(resolve, 300)) }),
    );
    const link = document.createElement('a');
    link.href = '/two';
    document.body.append(link);
    link.click();
  });
  await expectSession(shop).toMatchObject({ page_views: 2, current_url: `${shop.origin}/two` });
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/two` });
});

it.each([
  ['with the Navigation API', ''],
  ['without it', WITHOUT_NAVIGATION],
])('counts pages of a router that has taken pushState before, %s', async (_name, before) => {
  const head = `${before}<script>
    window.push = history.pushState.bind(history);
    window.pushOfAll = History.prototype.pushState;
  </script>`;
  const shop = await openShop({ head });
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  await page.evaluate(() => (window as Json).push({}, '', '/two'));
  await expectSession(shop).toMatchObject({ page_views: 2, current_url: `${shop.origin}/two` });
  await page.evaluate(() => (window as Json).pushOfAll.call(history, {}, '', '/three'));
  await expectSession(shop).toMatchObject({ page_views: 3, current_url: `${shop.origin}/three` });
  await page.evaluate(() => {
    (window as Json).push({}, '', '/three');
    history.replaceState({}, '', '/three?place=1');
    location.hash = 'place';
  });
  await pass(800);
  expect(await shop.session()).toMatchObject({ page_views: 3 });
  await page.evaluate(() => history.go(-3));
  await expectSession(shop).toMatchObject({ page_views: 4, current_url: `${shop.origin}/two` });
  await page.evaluate(() => history.forward());
  await expectSession(shop).toMatchObject({ page_views: 5, current_url: `${shop.origin}/three` });
  await closeTab(page);
});

it('counts two pages of one moment without the Navigation API', async () => {
  const shop = await openShop({ head: WITHOUT_NAVIGATION });
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  await page.evaluate(() => {
    history.pushState({}, '', '/two');
    history.pushState({}, '', '/three');
  });
  await expectSession(shop).toMatchObject({ page_views: 3, current_url: `${shop.origin}/three` });
  await closeTab(page);
});

it('leaves the history functions of the page as they are where there is a Navigation API', async () => {
  const shop = await openShop();
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  expect(await page.evaluate(() => Object.hasOwn(history, 'pushState'))).toBe(false);
  await closeTab(page);
});

/** As htmx and Turbo do: the body is exchanged, and scripts in it run anew. */
it('counts a page once whose body is exchanged by a library, its script element included', async () => {
  const shop = await openShop({ body: '<a id="link" href="/two">two</a>' });
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  await page.evaluate(() => {
    addEventListener('click', (event) => {
      event.preventDefault();
      history.pushState({}, '', '/two');
      const script = document.querySelector('script[data-site]') as HTMLScriptElement;
      const copy = document.createElement('script');
      for (const { name, value } of script.attributes) copy.setAttribute(name, value);
      document.body.replaceChildren(copy);
    });
  });
  await page.click('#link');
  await pass(800);
  expect(await shop.session()).toMatchObject({
    page_views: 2,
    current_url: `${shop.origin}/two`,
    status: 'active',
  });
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended', page_views: 2 });
  expect(await shop.records()).toHaveLength(1);
});

it('goes on in a document that was opened anew', async () => {
  const shop = await openShop();
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  await page.evaluate(() => {
    const { outerHTML } = document.querySelector('script[data-site]') as Element;
    document.open();
    document.write(`<!doctype html><title>new</title>${outerHTML}<h1>new</h1>`);
    document.close();
  });
  await pass(500);
  expect(await shop.session()).toMatchObject({ page_views: 1, status: 'active' });
  await page.evaluate(() => history.pushState({}, '', '/two'));
  await expectSession(shop).toMatchObject({ page_views: 2 });
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/two` });
  expect(await shop.records()).toHaveLength(1);
});
