import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CallOptions, type Client, createClient } from '../../src/client/client.ts';
import { hang, refuse, scriptFetch, succeed } from './scripted.ts';

const site_id = '5eed0000-0000-4000-8000-000000000001';
const session_id = '01a20a16-7c9d-7b52-9a51-0c6f1d2e3f40';
const url = 'https://sessions.example';
const START = Date.UTC(2026, 10, 23, 12);

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets all waits pass. */
async function settle<T>(call: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync();
  return call;
}

type Try = (client: Client, options?: CallOptions) => Promise<{ error?: { code: string } }>;

const REPEATED: [string, Try][] = [
  ['read', (client, options) => client.getSession({ session_id, site_id }, options)],
  ['update', (client, options) => client.updateSession({ session_id, site_id }, options)],
  ['create', (client, options) => client.createSession({ site_id }, options)],
  ['end', (client, options) => client.endSession({ session_id }, options)],
  ['identify', (client, options) => client.identifySession({ session_id, name: 'A' }, options)],
  ['erasure', (client, options) => client.eraseSession({ session_id, site_id }, options)],
];
const replacing = { session_id, name: 'A', replace: true };
/** Somebody else may have changed it meanwhile. */
const REPEATED_WHEN_ASKED: [string, Try][] = [
  ['change', (client, options) => client.updateSite({ site_id, name: 'A' }, options)],
  ['replacing identify', (client, options) => client.identifySession(replacing, options)],
];
const NOT_REPEATED: [string, Try][] = [
  ['new site', (client, options) => client.createSite({ name: 'A' }, options)],
  ['new key', (client, options) => client.createKey({ site_id, name: 'A' }, options)],
  ['no id', (client, options) => client.createSession({ site_id, id: null }, options)],
  ['no time', (client, options) => client.createSession({ site_id, sent_at: null }, options)],
];
const PASSING = [
  ['no network', () => new TypeError('fetch failed')],
  ['429', () => refuse(429, 'rate_limited')],
  ['503', () => refuse(503, 'unavailable')],
  ['503 of a proxy', () => new Response('<h1>Busy</h1>', { status: 503 })],
] as const;

describe('a call that fails', () => {
  it.each(REPEATED)('is made again, with the same bytes: %s', async (_, call) => {
    for (const [, failing] of PASSING) {
      const { asked, fetch } = scriptFetch(failing(), failing(), succeed({}));
      const { error } = await settle(call(createClient({ url, fetch })));
      expect(error).toBeUndefined();
      expect(asked).toHaveLength(3);
      expect(new Set(asked.map(({ url, init }) => `${url} ${init.body}`)).size).toBe(1);
    }
  });

  it.each(NOT_REPEATED)('is not made again where that may do it twice: %s', async (_, call) => {
    for (const [, failing] of PASSING) {
      const { asked, fetch } = scriptFetch(failing(), succeed({}));
      const { error } = await settle(
        call(createClient({ url, fetch, retries: 3 }), { retries: 3 }),
      );
      expect(error).toBeDefined();
      expect(asked).toHaveLength(1);
    }
  });

  it.each(REPEATED_WHEN_ASKED)(
    'is made again only where the call asks for that, since it may overwrite: %s',
    async (_, call) => {
      for (const [options, attempts] of [[{}, 1] as const, [{ retries: 1 }, 2] as const]) {
        const { asked, fetch } = scriptFetch(refuse(503, 'unavailable'), succeed({}));
        await settle(call(createClient({ url, fetch, retries: 3 }), options));
        expect(asked).toHaveLength(attempts);
      }
    },
  );

  it.each([
    [400, 'validation_failed'],
    [409, 'session_ended'],
    [500, 'internal'],
  ])('is not made again where that would not help: %s', async (status, code) => {
    const { asked, fetch } = scriptFetch(refuse(status, code), succeed({}));
    const { error } = await settle(createClient({ url, fetch }).getHealth());
    expect(error).toMatchObject({ code, status, request_id: 'request-1' });
    expect(asked).toHaveLength(1);
  });

  it('is made four times, with longer and longer waits, unless told otherwise', async () => {
    const { asked, fetch } = scriptFetch();
    const client = createClient({ url, fetch });
    const { error, response } = await settle(client.getHealth());
    expect(error?.code).toBe('network');
    expect(error?.message).toContain('fetch failed');
    expect(response).toBeUndefined();
    const waits = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0));
    expect(waits).toHaveLength(3);
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(125 * 2 ** index);
      expect(wait).toBeLessThanOrEqual(250 * 2 ** index);
    }
    await settle(client.getHealth({}, { retries: 0 }));
    expect(asked).toHaveLength(5);
  });

  it.each([
    ['seconds', '7'],
    ['a date', new Date(START + 7_000).toUTCString()],
  ])('is made again after Retry-After in %s', async (_, retryAfter) => {
    const { asked, fetch } = scriptFetch(refuse(429, 'rate_limited', retryAfter), succeed({}));
    expect((await settle(createClient({ url, fetch }).getHealth())).error).toBeUndefined();
    expect(asked[1]?.at).toBeGreaterThanOrEqual(START + 7_000);
    expect(asked[1]?.at).toBeLessThanOrEqual(START + 7_250);
  });

  it('is told at once where the wait would pass the time limit', async () => {
    const { asked, fetch } = scriptFetch(refuse(429, 'rate_limited', '60'), succeed({}));
    const { error, response } = await settle(createClient({ url, fetch }).getHealth());
    expect(error?.code).toBe('rate_limited');
    expect(response?.headers.get('retry-after')).toBe('60');
    expect(asked).toHaveLength(1);
    expect(Date.now()).toBeLessThan(START + 1_000);
  });

  it('fits into the time limit with all its attempts', async () => {
    const { fetch } = scriptFetch();
    const client = createClient({ url, fetch, timeoutMs: 5_000, retries: 1_000 });
    expect((await settle(client.getHealth())).error?.code).toBe('network');
    expect(Date.now()).toBeLessThanOrEqual(START + 5_000);
  });
});

describe('a call that hangs', () => {
  it('ends at the time limit', async () => {
    const { error } = await settle(createClient({ url, fetch: hang }).getHealth());
    expect(error).toMatchObject({ code: 'timeout', status: null });
    expect(Date.now()).toBe(START + 30_000);
  });

  it('has no limit where the limit is Infinity', async () => {
    const client = createClient({ url, fetch: hang, timeoutMs: Number.POSITIVE_INFINITY });
    const ended = vi.fn();
    client.getHealth().then(ended);
    await vi.advanceTimersByTimeAsync(24 * 60 * 60 * 1000);
    expect(ended).not.toHaveBeenCalled();
  });

  it('ends by the signal, whose reason it tells', async () => {
    const abort = new AbortController();
    const call = createClient({ url, fetch: hang }).getHealth({}, { signal: abort.signal });
    abort.abort('enough');
    expect((await call).error).toMatchObject({ code: 'aborted', cause: 'enough' });
  });
});

describe('the signal', () => {
  it('ends a wait, after which nothing is sent', async () => {
    const abort = new AbortController();
    const { asked, fetch } = scriptFetch();
    const call = createClient({ url, fetch }).getHealth({}, { signal: abort.signal });
    await vi.advanceTimersByTimeAsync(10);
    abort.abort();
    expect((await call).error?.code).toBe('aborted');
    expect(asked).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that was given before lets nothing be sent', async () => {
    const { asked, fetch } = scriptFetch(succeed({}));
    const signal = AbortSignal.abort();
    expect((await createClient({ url, fetch }).getHealth({}, { signal })).error?.code).toBe(
      'aborted',
    );
    expect(asked).toHaveLength(0);
  });
});

describe('what is no answer of the API', () => {
  it.each([
    ['a page', new Response('<h1>Bad gateway</h1>', { status: 502 }), 502],
    ['a redirect', new Response(null, { status: 301, headers: { location: '/' } }), 301],
    ['other JSON', Response.json({ error: 'no' }, { status: 404 }), 404],
    ['broken JSON', new Response('{', { headers: { 'content-type': 'application/json' } }), 200],
    ['null', Response.json(null), 200],
    ['a page that is well', new Response('<h1>Welcome</h1>'), 200],
    ['JSON of something else', Response.json({ hello: 1 }), 200],
  ])('is a failure, too: %s', async (_, response, status) => {
    const { fetch } = scriptFetch(response);
    const { error } = await settle(createClient({ url, fetch }).getHealth());
    expect(error).toMatchObject({ code: 'unreadable', status, request_id: null });
  });
});
