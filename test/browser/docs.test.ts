/** The page of the reference, as people read it and send requests from it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ADMIN_KEY, makeSite } from '../rig/serve.ts';
import { context, type Json, service, useRig } from './rig.ts';

useRig();

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1440, height: 900 };

async function open(hash = '', size = WIDE): Promise<Page> {
  const page = await context.newPage();
  onTestFinished(() => page.close());
  await page.setViewportSize(size);
  await page.goto(new URL(`/docs${hash}`, service.url).href);
  return page;
}

/** Opens the form of an operation. */
async function tryIt(page: Page, operation: string) {
  const section = page.locator(`#${operation}`);
  await section.getByRole('button', { name: 'Try it' }).click();
  return { form: section.locator('form'), answer: section.locator('.answer') };
}

describe('the page', () => {
  it('is an asset that caches ask for anew, and that nobody may frame', async () => {
    const response = await fetch(new URL('/docs', service.url));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': "frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(response.headers.get('x-request-id')).toBeNull();
    const withSlash = await fetch(new URL('/docs/', service.url));
    expect([withSlash.status, withSlash.url]).toEqual([200, response.url]);
  });

  it('loads nothing but itself, from nowhere else, and breaks no rule of its own', async () => {
    const page = await context.newPage();
    onTestFinished(() => page.close());
    const asked: string[] = [];
    const told: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => told.push(message.text()));
    page.on('pageerror', ({ message }) => told.push(message));
    await page.goto(new URL('/docs', service.url).href);
    await page.getByRole('button', { name: 'Try it' }).first().waitFor();
    await tryIt(page, 'createSession');
    await page.locator('#createSession textarea').waitFor();
    const { origin } = service.url;
    expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([
      `${origin}/docs`,
      `${origin}/openapi.json`,
    ]);
    expect(told).toEqual([]);
  });

  it('has examples that ask the service that serves it, and without JavaScript that of npm run dev', async () => {
    const page = await open();
    const samples = await page.locator('.sample pre').allTextContents();
    const { origin } = service.url;
    expect(samples.filter((text) => text.startsWith(`curl -s "${origin}/`)).length).toBeGreaterThan(
      5,
    );
    expect(samples.join()).not.toContain('localhost:8787');
    const plain = await (await fetch(new URL('/docs', service.url))).text();
    expect(plain).toContain('http://localhost:8787/api/visitors/session');
    expect(plain).not.toContain(origin);
  });

  it('is read without JavaScript', async () => {
    const plain = await context.browser()?.newContext({ javaScriptEnabled: false });
    if (plain === undefined) throw new Error('The browser is gone.');
    onTestFinished(() => plain.close());
    const page = await plain.newPage();
    await page.goto(new URL('/docs#createSession', service.url).href);
    const section = page.locator('#createSession');
    await expect.poll(() => section.locator('.name').first().isVisible()).toBe(true);
    const text = await section.textContent();
    for (const part of [
      '/api/visitors/session',
      'fingerprint',
      '1 to 256 characters',
      'When absent',
    ])
      expect(text).toContain(part);
    expect(await page.locator('.list a', { hasText: 'End a session' }).isVisible()).toBe(true);
    expect(await page.locator('.search').isVisible()).toBe(false);
  });

  it('opens what is folded where a link leads into it', async () => {
    const page = await open('#listSessions.channel');
    const field = page.locator('[id="listSessions.channel"]');
    await expect.poll(() => field.isVisible()).toBe(true);
    expect(await page.locator('[id="getSummary.channel"]').isVisible()).toBe(false);
  });

  it('finds operations by the names of their fields', async () => {
    const page = await open();
    await page.getByLabel('Find an operation or a field').fill('exit_url');
    const links = page.locator('.list li:visible');
    await expect.poll(() => links.allTextContents()).toContain('POST End a session');
    expect(await page.locator('.list li', { hasText: 'Read a site' }).isVisible()).toBe(false);
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).hash).toBe('#endSession');
  });
});

describe('requests', () => {
  it('are sent to the service, and the ids of an answer are in the next form', async () => {
    const siteId = await makeSite(service.url);
    const page = await open('#createSession');
    const create = await tryIt(page, 'createSession');
    await create.form.getByLabel('Body').fill(JSON.stringify({ site_id: siteId }));
    await create.form.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => create.answer.textContent()).toContain('201 Created');
    const { data } = JSON.parse((await create.answer.locator('pre').textContent()) ?? '');
    expect(data).toMatchObject({ site_id: siteId, is_new_session: true });

    const read = await tryIt(page, 'getSession');
    expect(await read.form.getByLabel('session_id').inputValue()).toBe(data.session_id);
    await read.form.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => read.answer.textContent()).toContain('200 OK');
  });

  it('begin without the ids of examples, and have those of a session as soon as there is one', async () => {
    const siteId = await makeSite(service.url);
    const page = await open('#getSession');
    const read = await tryIt(page, 'getSession');
    const update = await tryIt(page, 'updateSession');
    const id = read.form.getByLabel('session_id');
    const body = update.form.getByLabel('Body');
    expect(await id.inputValue()).toBe('');
    expect(JSON.parse(await body.inputValue())).toMatchObject({ session_id: '' });
    for (const { form } of [read, update])
      expect(await form.getByRole('note').textContent()).toContain(
        'session_id is missing: send createSession',
      );
    await body.fill((await body.inputValue()).replace(/"page_views": \d+/, '"page_views": 7'));
    const create = await tryIt(page, 'createSession');
    await create.form.getByLabel('Body').fill(JSON.stringify({ site_id: siteId }));
    await create.form.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => create.answer.textContent()).toContain('201 Created');
    const { data } = JSON.parse((await create.answer.locator('pre').textContent()) ?? '');
    expect(await id.inputValue()).toBe(data.session_id);
    expect(JSON.parse(await body.inputValue())).toMatchObject({
      session_id: data.session_id,
      page_views: 7,
    });
    expect(await page.getByRole('note').filter({ visible: true }).count()).toBe(0);
  });

  it('are not sent with a key that no header can carry', async () => {
    const page = await open('#listSites');
    const sent: string[] = [];
    const { form, answer } = await tryIt(page, 'listSites');
    page.on('request', (request) => sent.push(request.url()));
    await form.getByLabel('ADMIN_KEY').fill('ключ');
    await form.getByRole('button', { name: 'Send' }).click();
    await expect
      .poll(() => answer.textContent())
      .toBe('Not sent: A key has letters, digits and signs of ASCII only. This one has others.');
    expect(sent).toEqual([]);
    await form.getByLabel('ADMIN_KEY').fill(ADMIN_KEY);
    await form.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => answer.textContent()).toContain('200 OK');
  });

  it('carry the key that was typed, which is kept nowhere', async () => {
    const page = await open('#listSites');
    const { form, answer } = await tryIt(page, 'listSites');
    await form.getByLabel('ADMIN_KEY').fill(ADMIN_KEY);
    await form.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => answer.textContent()).toContain('200 OK');
    const { form: other } = await tryIt(page, 'createSite');
    expect(await other.getByLabel('ADMIN_KEY').inputValue()).toBe(ADMIN_KEY);
    const kept = await page.evaluate(() => [
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
    ]);
    expect(JSON.stringify(kept)).not.toContain(ADMIN_KEY);
    await page.reload();
    const { form: again } = await tryIt(page, 'listSites');
    expect(await again.getByLabel('ADMIN_KEY').inputValue()).toBe('');
  });

  it('show what is refused, and what is no JSON is not sent', async () => {
    const page = await open('#createSession');
    const { form, answer } = await tryIt(page, 'createSession');
    await form.getByLabel('Body').fill('{');
    await form.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => answer.textContent()).toContain('The body is no JSON');
    await form.getByLabel('Body').fill('{}');
    await form.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => answer.textContent()).toContain('validation_failed');
  });

  it('that erase are sent when that is confirmed', async () => {
    const page = await open('#deleteSite');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.method()));
    const { form } = await tryIt(page, 'deleteSite');
    const asked = new Promise<string>((resolve) =>
      page.once('dialog', async (dialog) => {
        resolve(dialog.message());
        await dialog.dismiss();
      }),
    );
    await form.getByLabel('ADMIN_KEY').fill(ADMIN_KEY);
    await form.getByLabel('site_id').fill(crypto.randomUUID());
    await form.getByRole('button', { name: 'Send' }).click();
    expect(await asked).toContain('This cannot be undone.');
    expect(sent).not.toContain('DELETE');
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it.each([
    ['wide', WIDE],
    ['on a phone', PHONE],
  ])(
    '%s, axe finds nothing serious',
    async (_, size) => {
      const page = await open('', size);
      await page.emulateMedia({ colorScheme });
      const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
      expect(isDark).toBe(colorScheme === 'dark');
      await tryIt(page, 'createSession');
      await page.locator('#createSession textarea').waitFor();
      await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8'));
      const violations: Json[] = await page.evaluate(async () => {
        const { axe } = window as Json;
        return (await axe.run({ resultTypes: ['violations'] })).violations;
      });
      const found = violations.map(({ id, impact, nodes }) => ({
        id,
        impact,
        nodes: nodes.slice(0, 3).map(({ html }: Json) => html.slice(0, 200)),
      }));
      expect(found).toEqual([]);
    },
    60_000,
  );
});

describe('on a phone', () => {
  it('nothing is wider than the screen, and code scrolls inside its box', async () => {
    const page = await open('', PHONE);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('main *, nav *')]
        .filter((one) => one.closest('pre, .scroll') === null || one.matches('pre, .scroll'))
        .filter(
          (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5,
        )
        .map((one) => one.outerHTML.slice(0, 120)),
    );
    expect(wide).toEqual([]);
    const { scrollWidth, clientWidth } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrollWidth, clientWidth };
    });
    expect(scrollWidth).toBe(clientWidth);
  });

  it('the list of contents begins closed, and closes where it has led', async () => {
    const page = await open('', PHONE);
    const link = page.locator('.list a', { hasText: 'End a session' });
    expect(await link.isVisible()).toBe(false);
    await page.locator('.contents > summary').click();
    await link.click();
    await expect.poll(() => link.isVisible()).toBe(false);
    expect(new URL(page.url()).hash).toBe('#endSession');
  });

  it('what is tapped is 44 pixels high', async () => {
    const page = await open('', PHONE);
    const { form } = await tryIt(page, 'listSessions');
    await form.waitFor();
    await page.locator('.contents > summary').click();
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, summary, input, select, textarea, .list a, .name')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
        .map((one) => one.outerHTML.slice(0, 120)),
    );
    expect(small).toEqual([]);
  });
});
