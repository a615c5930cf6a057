/**
 * The built Worker on one origin, and shops on others. Each shop has a host and a site of its own, so that no test
 * sees what another has left in the browser.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { RECORDS } from './records.ts';
import { adminOf, makeSite, type Service, type SiteSettings } from './serve.ts';
import { startWatched } from './watched.ts';

/** Any JSON, to look into: tests assert on what came over the wire. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked at, not relied on
export type Json = any;

export type Settings = {
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
  site?: SiteSettings;
};

export type Shop = {
  origin: string;
  siteId: string;
  /** Has another page at `/own`. */
  setOwn: (own: string) => void;
  /** All sessions of the site, oldest first, as D1 has them. */
  records: () => Promise<(Json & { session_id: string })[]>;
  /** A session as the API gives it to a server; the site's newest one by default. */
  session: (id?: string) => Promise<Json>;
};

export type Shops = {
  service: Service;
  /**
   * Makes a shop with its own host, and its site, which lets in that origin and no other. Its pages are all paths but
   * `/nothing` (204), `/file` (a download) and `/bare…`, which have no script.
   */
  open: (settings?: Settings) => Promise<Shop>;
  stop: () => Promise<void>;
};

/** Starts the Worker, and a server for the pages of all shops. */
export async function startShops(script: string): Promise<Shops> {
  const service = await startWatched({ script, withScript: true });
  const hosts = new Map<string, Settings & { siteId: string }>();
  let opened = 0;
  const pages = createServer((request, response) =>
    serve(hosts.get(request.headers.host ?? ''), request.url ?? '/', response),
  );
  await new Promise<void>((resolve) => pages.listen(0, resolve));
  const { port } = pages.address() as AddressInfo;

  const open = async (settings: Settings = {}): Promise<Shop> => {
    opened += 1;
    const host = `shop${opened}.localhost:${port}`;
    const origin = `http://${host}`;
    const siteId = await makeSite(service.url, { allowed_origins: [origin], ...settings.site });
    hosts.set(host, { script: service.url.origin, ...settings, siteId });
    const records = async () => {
      const db = await service.miniflare.getD1Database('DB');
      const { results } = await db
        .prepare(`SELECT * FROM ${RECORDS} WHERE site_id = ? ORDER BY started_at`)
        .bind(siteId)
        .all<{ session_id: string }>();
      return results;
    };
    const session = async (id?: string) => {
      const sessionId = id ?? (await records()).at(-1)?.session_id;
      return sessionId === undefined ? undefined : read(service, siteId, sessionId);
    };
    const setOwn = (own: string) => {
      hosts.set(host, { script: service.url.origin, ...settings, siteId, own });
    };
    return { origin, siteId, setOwn, records, session };
  };
  const stop = async () => {
    pages.closeAllConnections();
    pages.close();
    await service.stop();
  };
  return { service, open, stop };
}

function serve(
  shop: (Settings & { siteId: string }) | undefined,
  url: string,
  response: ServerResponse,
): void {
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
    <script defer src="${shop.script}/s.js" data-site="${shop.siteId}" ${shop.attributes ?? ''} ${shop.api === undefined ? '' : `data-api="${shop.api}"`}></script>
    <h1>${url}</h1>${shop.body ?? ''}`);
}

/** Nothing where there is none any more. */
async function read({ url }: Service, site_id: string, session_id: string): Promise<Json> {
  return (await adminOf(url).getSession({ session_id, site_id })).data;
}

/** Waits until the site's newest session is as expected. */
export function expectSession(shop: Pick<Shop, 'session'>, id?: string) {
  return expect.poll(() => shop.session(id), { timeout: 10_000, interval: 100 });
}
