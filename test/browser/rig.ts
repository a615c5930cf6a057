/**
 * The built Worker on one origin, shops on others, and a Chromium that visits them. Each shop has a host and a site
 * of its own, so that no test sees what another has left in the browser.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request as forward, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { RECORDS } from '../rig/records.ts';
import { ADMIN_KEY, makeSite, type Service, startService } from '../rig/serve.ts';
import { startChromium } from './chromium.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The path of the built Worker. */
    workerScript: string;
  }
}

/** Any JSON, to look into: tests assert on what came over the wire. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked at, not relied on
export type Json = any;

type Settings = {
  /** Where the pages find the API, if not beside the script. */
  api?: string;
  /** Where the script comes from, if not from the service. */
  script?: string;
  /** Attributes of the script's element, beside `data-site`. */
  attributes?: string;
  /** Put before the script's element. */
  head?: string;
  body?: string;
  headers?: Record<string, string>;
  /** The whole page at `/own`. */
  own?: string;
  /** Settings of the site. */
  site?: Record<string, unknown>;
};

export type Shop = {
  origin: string;
  siteId: string;
  /** Has another page at `/own`. */
  setOwn: (own: string) => void;
  /** Opens a page of the shop in a new tab. */
  visit: (path?: string) => Promise<Page>;
  /** What the pages have sent to the API, as `METHOD /path`, in order. */
  sent: string[];
  /** All sessions of the site, oldest first, as D1 has them. */
  records: () => Promise<(Json & { session_id: string })[]>;
  /** A session as the API gives it to a server; the site's newest one by default. */
  session: (id?: string) => Promise<Json>;
};

export let context: BrowserContext;
export let service: Service;
let pages: Server;
const hosts = new Map<string, { siteId: string } & Settings>();
let shops = 0;

/** Starts it all before the tests of a file, and stops it afterwards. */
export function useRig(): void {
  let stopChromium = async () => {};
  const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-browser-'));
  beforeAll(async () => {
    service = await startService({
      script: inject('workerScript'),
      stateDir,
      withScript: true,
    });
    pages = createServer((request, response) =>
      serve(request.headers.host ?? '', request.url ?? '/', response),
    );
    await new Promise<void>((resolve) => pages.listen(0, resolve));
    const { browser, stop } = await startChromium();
    stopChromium = stop;
    context = browser.contexts()[0] as BrowserContext;
  }, 60_000);
  afterAll(async () => {
    await stopChromium();
    pages.closeAllConnections();
    pages.close();
    await service.miniflare.dispose();
    rmSync(stateDir, { recursive: true, force: true });
  }, 30_000);
}

function serve(host: string, url: string, response: ServerResponse): void {
  const shop = hosts.get(host);
  if (shop === undefined) {
    response.writeHead(404).end();
    return;
  }
  if (url === '/nothing') {
    response.writeHead(204).end();
    return;
  }
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    ...(url === '/file' && { 'content-disposition': 'attachment; filename=file.txt' }),
    ...shop.headers,
  });
  if (url === '/own') {
    response.end(`<!doctype html>${shop.own}<h1>own</h1>`);
    return;
  }
  if (/^\/(bare|file)/.test(url)) {
    response.end(`<!doctype html><title>${url}</title><a href="/back">back</a>`);
    return;
  }
  response.end(`<!doctype html><title>${url}</title>${shop.head ?? ''}
    <script defer src="${shop.script ?? service.url.origin}/s.js" data-site="${shop.siteId}" ${shop.attributes ?? ''} ${shop.api === undefined ? '' : `data-api="${shop.api}"`}></script>
    <h1>${url}</h1>${shop.body ?? ''}`);
}

/**
 * Makes a shop with its own host, and its site, which lets in that origin and no other. Its pages are all paths but
 * `/nothing` (204), `/file` (a download) and `/bare…`, which have no script.
 */
export async function openShop(settings: Settings = {}): Promise<Shop> {
  shops += 1;
  const host = `shop${shops}.localhost:${(pages.address() as AddressInfo).port}`;
  const origin = `http://${host}`;
  const siteId = await makeSite(service.url, { allowed_origins: [origin], ...settings.site });
  hosts.set(host, { siteId, ...settings });
  const sent: string[] = [];
  context.on('request', (request) => {
    const { origin: target, pathname } = new URL(request.url());
    if (
      target === service.url.origin &&
      request.frame().url().startsWith(origin) &&
      pathname !== '/s.js'
    )
      sent.push(`${request.method()} ${pathname.replace('/api/visitors/session', '')}`);
  });
  const records = async () => {
    const db = await service.miniflare.getD1Database('DB');
    const { results } = await db
      .prepare(`SELECT * FROM ${RECORDS} WHERE site_id = ? ORDER BY started_at`)
      .bind(siteId)
      .all<{ session_id: string }>();
    return results;
  };
  return {
    origin,
    siteId,
    setOwn: (own) => hosts.set(host, { siteId, ...settings, own }),
    sent,
    records,
    session: async (id) => read(siteId, id ?? (await records()).at(-1)?.session_id),
    visit: async (path = '/') => {
      const page = await context.newPage();
      await page.goto(origin + path);
      return page;
    },
  };
}

/** What a page has said: `open`, `end` or `identify`, and with which fields. */
export type Message = { about: string; body: Json };

/** A way to the API that can be made slow, or to fail, and that sees everything that is sent. */
export async function openDetour() {
  const state = {
    delayMs: 0,
    status: 0,
    seen: [] as string[],
    messages: [] as Message[],
    preflights: 0,
  };
  const server = createServer(async (request, response) => {
    const { method = '', url: path, headers } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (method === 'OPTIONS') state.preflights += 1;
    else {
      state.seen.push(`${method} ${body}`);
      const about = /session\/(?:.*\/)?(\w+)$/.exec(path ?? '')?.[1] ?? 'open';
      state.messages.push({ about, body: JSON.parse(body.toString()) });
      await pass(state.delayMs);
      if (state.status !== 0) {
        response.writeHead(state.status, { 'access-control-allow-origin': headers.origin ?? '*' });
        response.end('{}');
        return;
      }
    }
    const onward = forward(new URL(path ?? '', service.url), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { state, close, api: `http://127.0.0.1:${port}/api/visitors/session` };
}

async function read(siteId: string, sessionId: string | undefined): Promise<Json> {
  if (sessionId === undefined) return undefined;
  const url = new URL('/api/visitors/session', service.url);
  url.search = new URLSearchParams({ session_id: sessionId, site_id: siteId }).toString();
  const response = await fetch(url, { headers: { authorization: `Bearer ${ADMIN_KEY}` } });
  return ((await response.json()) as Json).data;
}

/** Waits until the site's newest session is as told. */
export function expectSession(shop: Shop, id?: string) {
  return expect.poll(() => shop.session(id), { timeout: 10_000, interval: 100 });
}

/** Closes a tab as its visitor would. */
export async function closeTab(page: Page): Promise<void> {
  await page.close();
}

/** A shop whose messages are all seen on their way. */
export async function openWatchedShop(settings: Settings = {}) {
  const detour = await openDetour();
  const shop = await openShop({ ...settings, api: detour.api });
  const { messages } = detour.state;
  return { shop, detour, messages, said: () => messages.map(({ about }) => about) };
}

/** Opens a page in a window of its own, so that it hides no other. */
export async function visitInNewWindow(url: string): Promise<Page> {
  const browser = context.browser();
  if (browser === null) throw new Error('The browser is gone.');
  const session = await browser.newBrowserCDPSession();
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    session.send('Target.createTarget', { url, newWindow: true }),
  ]);
  await page.waitForLoadState();
  return page;
}

export const visibilityOf = (page: Page) => page.evaluate(() => document.visibilityState);
export const idIn = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => (window as Json).visitorSession.id);
/** Lets pass what must not happen. */
export const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
