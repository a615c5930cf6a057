/** A visit and what is asked about it, by the client before the built Worker. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Client, createClient, unwrap } from '../../src/client/client.ts';
import { adminOf } from '../rig/serve.ts';
import { startWatched, type Watched } from '../rig/watched.ts';

const UNKNOWN = '00000000-0000-4000-8000-00000000ffff';

let service: Watched;
let url: string;
let admin: Client;
/** A site, and a client with a key of it. */
let site_id: string;
let client: Client;

beforeAll(async () => {
  service = await startWatched({ script: inject('workerScript'), withScript: true });
  url = service.url.origin;
  admin = adminOf(service.url);
  ({ site_id } = unwrap(await admin.createSite({ name: 'Shop', allowed_origins: ['*'] })));
  const { key } = unwrap(await admin.createKey({ site_id, name: 'backend' }));
  client = createClient({ url, key });
}, 60_000);
afterAll(async () => {
  await service.stop();
});

/** Sends everything, and loses the first answer. */
function loseFirstAnswer() {
  const sent: string[] = [];
  const losing = async (asked: string, init: RequestInit) => {
    const response = await fetch(asked, init);
    sent.push(String(init.body));
    if (sent.length === 1) throw new TypeError('fetch failed');
    return response;
  };
  return { sent, fetch: losing };
}

describe('a visit', () => {
  it('is opened, reported, identified, ended and resumed, and is in lists, reports and the export', async () => {
    const opened = unwrap(
      await client.createSession({
        site_id,
        url: 'https://shop.example/?utm_source=news',
        device: { type: 'desktop', os: 'macOS', screen_size: '1440x900' },
      }),
    );
    const { session_id, visitor_id } = opened;
    expect(opened).toMatchObject({ is_new_session: true, status: 'active', source: 'news' });

    const custom_data = { cart: 3 };
    const current_url = 'https://shop.example/shoes';
    const reported = await client.updateSession({
      session_id,
      site_id,
      current_url,
      page_views: 2,
      custom_data,
    });
    expect(unwrap(reported)).toMatchObject({ page_views: 2, engaged: true, custom_data });
    const told = { email: 'Ann@Example.com', name: 'Ann', create_task: true };
    const { lead_id, task_id } = unwrap(await client.identifySession({ session_id, ...told }));

    const exit_url = 'https://shop.example/bye';
    const ended = unwrap(await client.endSession({ session_id, exit_url }));
    expect(ended).toMatchObject({ status: 'ended', exit_type: 'exit', exit_url });
    // Later than the clocks of client and service may be apart.
    await sleep(100);
    const { error } = await client.updateSession({ session_id, site_id, page_views: 3 });
    expect(error?.code).toBe('session_ended');
    if (error?.code === 'session_ended')
      expect(error.details.resumable_until).toBe(ended.resumable_until);
    const resumed = unwrap(await client.createSession({ site_id, id: session_id }));
    expect(resumed).toMatchObject({ session_id, reopened: true, is_new_session: false });
    unwrap(await client.endSession({ session_id }));

    const read = unwrap(await client.getSession({ session_id, site_id }));
    expect(read.lead).toMatchObject({ id: lead_id, email: 'ann@example.com', name: 'Ann' });
    await expect
      .poll(async () => unwrap(await client.listSessions({ status: 'ended' })).sessions)
      .toMatchObject([{ session_id, lead_id, page_views: 2 }]);
    const compared = await client.getSummary({ period: 'today', compare: 'previous' });
    expect(unwrap(compared)).toMatchObject({
      sessions: 1,
      engaged: 1,
      page_views: 2,
      identified: 1,
    });
    const { rows } = unwrap(await client.getBreakdown({ by: 'source' }));
    expect(rows).toMatchObject([{ value: 'news', sessions: 1 }]);
    const stream = unwrap(await client.exportSessions({ format: 'ndjson' }));
    const lines = (await new Response(stream).text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).session_id)).toEqual([session_id]);

    const { tasks } = unwrap(await client.listTasks({ lead_id }));
    expect(tasks).toMatchObject([{ task_id, status: 'pending' }]);
    const done = await client.updateTask({ task_id: task_id ?? '', status: 'completed' });
    expect(unwrap(done).status).toBe('completed');
    expect(unwrap(await client.eraseVisitor({ visitor_id, site_id })).erased_sessions).toBe(1);
    const gone = await client.getSession({ session_id, site_id });
    expect(gone.error).toMatchObject({ code: 'session_not_found', status: 404 });
  });

  it('is one session, also where the answer to its opening was lost', async () => {
    const { sent, fetch } = loseFirstAnswer();
    const page = createClient({ url, fetch });
    const input = { site_id, url: 'https://shop.example/' };
    const { session_id, page_views, reopened_count } = unwrap(await page.createSession(input));
    expect(sent).toHaveLength(2);
    expect(sent[1]).toBe(sent[0]);
    expect(JSON.parse(sent[0] ?? '').id).toBe(session_id);
    expect({ page_views, reopened_count }).toEqual({ page_views: 1, reopened_count: 0 });
  });

  it('keeps what was told last, also where an earlier message had to be sent again', async () => {
    const { session_id } = unwrap(await client.createSession({ site_id }));
    const ids = { session_id, site_id };
    let hasNews = () => {};
    const news = new Promise<void>((resolve) => {
      hasNews = resolve;
    });
    let attempts = 0;
    const slow = async (asked: string, init: RequestInit) => {
      attempts += 1;
      if (attempts === 1) throw new TypeError('fetch failed');
      await news;
      return fetch(asked, init);
    };
    const page = createClient({ url, fetch: slow });
    const earlier = page.updateSession({ ...ids, custom_data: { cart: 1 } });
    await sleep(10);
    unwrap(await createClient({ url }).updateSession({ ...ids, custom_data: { cart: 2 } }));
    hasNews();
    expect(unwrap(await earlier).custom_data).toEqual({ cart: 2 });
  });
});

describe('lists', () => {
  it('are gone through page after page, each thing once', async () => {
    const visitor_id = crypto.randomUUID();
    const ids = new Set<string>();
    for (let count = 0; count < 5; count += 1)
      ids.add(unwrap(await client.createSession({ site_id, visitor_id })).session_id);
    const list = () => client.listVisitorSessions({ visitor_id });
    await expect.poll(async () => (await list()).data?.sessions.length).toBe(5);
    const seen: string[] = [];
    for await (const { session_id } of client.eachVisitorSession({ visitor_id, limit: 2 }))
      seen.push(session_id);
    expect(seen).toHaveLength(5);
    expect(new Set(seen)).toEqual(ids);
    const sites: string[] = [];
    for await (const site of admin.eachSite({ limit: 1 })) sites.push(site.site_id);
    expect(sites).toContain(site_id);
  });
});

describe('a failure', () => {
  it('is a value with the code and the details of the API', async () => {
    const unknown = await client.getSession({ session_id: UNKNOWN, site_id });
    expect(unknown.error).toMatchObject({ code: 'session_not_found', status: 404 });
    expect(unknown.error?.request_id).toBe(unknown.response?.headers.get('x-request-id'));
    const { error } = await client.updateSession({ session_id: 'x', site_id, page_views: -1 });
    expect(error?.code).toBe('validation_failed');
    if (error?.code === 'validation_failed')
      expect(error.details.issues.map(({ path }) => path).sort()).toEqual([
        'page_views',
        'session_id',
      ]);
    const stranger = createClient({ url, key: 'wrong' });
    expect((await stranger.listSessions()).error?.code).toBe('unauthorized');
    expect((await stranger.exportSessions({ format: 'csv' })).error?.code).toBe('unauthorized');
  });

  it('is a value, too, where nothing listens or something else does', async () => {
    const nowhere = createClient({ url: 'http://127.0.0.1:1', retries: 1 });
    expect((await nowhere.getHealth()).error).toMatchObject({ code: 'network', status: null });
    const elsewhere = createClient({ url: `${url}/elsewhere` });
    expect((await elsewhere.getHealth()).error).toMatchObject({ code: 'not_found', status: 404 });
  });
});

it('reads what is about the service itself', async () => {
  expect(unwrap(await admin.getHealth()).upkeep?.length).toBeGreaterThan(0);
  expect(unwrap(await admin.getDocument()).openapi).toBe('3.1.0');
  expect(unwrap(await admin.listRoutes()).documentation).toBe('/docs');
  const script = await new Response(unwrap(await admin.getScript())).text();
  expect(script).toContain('sendBeacon');
});
