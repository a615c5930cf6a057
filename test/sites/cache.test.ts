import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SiteId } from '../../src/ids/uuid';
import { forgetSite, knowSite } from '../../src/sites/cache';
import { makeSite } from '../api';

const SECOND = 1000;
const mayAsk = () => Promise.resolve(true);
const start = Date.now();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

/** D1 that counts how often the site is read, and can be slow or down. */
function watchDatabase() {
  const state = { reads: 0, isDown: false, gate: Promise.resolve() };
  const DB = new Proxy(env.DB, {
    get(db, name) {
      if (name !== 'prepare') return Reflect.get(db, name).bind(db);
      return (sql: string) => {
        if (/FROM sites/.test(sql)) state.reads += 1;
        if (state.isDown) throw new Error('D1_ERROR: down');
        return holdUp(db.prepare(sql), state.gate);
      };
    },
  });
  return { state, env: { ...env, DB } };
}

/** Reads at once, and returns late. */
function holdUp(statement: D1PreparedStatement, gate: Promise<void>): D1PreparedStatement {
  return new Proxy(statement, {
    get(target, name) {
      const method = Reflect.get(target, name).bind(target);
      if (name === 'bind') return (...values: unknown[]) => holdUp(method(...values), gate);
      return async (...given: unknown[]) => {
        const result = await method(...given);
        await gate;
        return result;
      };
    },
  });
}

function makeGate() {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { gate, open };
}

const rename = (siteId: string, name: string) =>
  env.DB.prepare('UPDATE sites SET name = ? WHERE site_id = ?').bind(name, siteId).run();

async function nameIn(watched: Env, siteId: SiteId): Promise<string | undefined> {
  const known = await knowSite(watched, siteId, Date.now(), mayAsk);
  return known === null || 'error' in known ? undefined : known.site.name;
}

describe('a site in the cache', () => {
  it('is read again by one request, while all use the cached one', async () => {
    const siteId = await makeSite({ name: 'before' });
    const { state, env: watched } = watchDatabase();
    expect(await nameIn(watched, siteId)).toBe('before');
    await rename(siteId, 'after');
    vi.setSystemTime(start + 44 * SECOND);
    expect(await nameIn(watched, siteId)).toBe('before');
    expect(state.reads).toBe(1);
    vi.setSystemTime(start + 46 * SECOND);
    const names = await Promise.all(Array.from({ length: 50 }, () => nameIn(watched, siteId)));
    expect(new Set(names)).toEqual(new Set(['before']));
    expect(state.reads).toBe(2);
    await expect.poll(() => nameIn(watched, siteId)).toBe('after');
    vi.setSystemTime(start + 80 * SECOND);
    expect(await nameIn(watched, siteId)).toBe('after');
    expect(state.reads).toBe(2);
  });

  it('is read by another request if the first one hangs', async () => {
    const siteId = await makeSite({ name: 'before' });
    const { state, env: watched } = watchDatabase();
    await nameIn(watched, siteId);
    const { gate, open } = makeGate();
    state.gate = gate;
    vi.setSystemTime(start + 46 * SECOND);
    expect(await nameIn(watched, siteId)).toBe('before');
    vi.setSystemTime(start + 50 * SECOND);
    expect(await nameIn(watched, siteId)).toBe('before');
    expect(state.reads).toBe(2);
    await rename(siteId, 'after');
    state.gate = Promise.resolve();
    vi.setSystemTime(start + 52 * SECOND);
    await expect.poll(() => nameIn(watched, siteId)).toBe('after');
    expect(state.reads).toBe(3);
    // What the first request has read is older.
    open();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await nameIn(watched, siteId)).toBe('after');
  });

  it('is cached for 60 s and no longer while D1 is down', async () => {
    const siteId = await makeSite({ name: 'before' });
    const { state, env: watched } = watchDatabase();
    await nameIn(watched, siteId);
    state.isDown = true;
    for (const seconds of [46, 52, 59]) {
      vi.setSystemTime(start + seconds * SECOND);
      expect(await nameIn(watched, siteId)).toBe('before');
    }
    vi.setSystemTime(start + 60 * SECOND);
    await expect(nameIn(watched, siteId)).rejects.toThrow('down');
    state.isDown = false;
    expect(await nameIn(watched, siteId)).toBe('before');
  });

  it('is not kept as it was before a change that was made while it was read', async () => {
    const siteId = await makeSite({ name: 'before' });
    const { state, env: watched } = watchDatabase();
    const { gate, open } = makeGate();
    state.gate = gate;
    const reading = nameIn(watched, siteId);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await rename(siteId, 'after');
    forgetSite(siteId);
    open();
    state.gate = Promise.resolve();
    expect(await reading).toBe('before');
    expect(await nameIn(watched, siteId)).toBe('after');
  });

  it('counts against the limit when it is read first, and not again', async () => {
    const siteId = await makeSite();
    const refuse = () => Promise.resolve(false);
    expect(await knowSite(env, siteId, Date.now(), refuse)).toEqual({ error: 'rate_limited' });
    await knowSite(env, siteId, Date.now(), mayAsk);
    vi.setSystemTime(start + 46 * SECOND);
    expect(await knowSite(env, siteId, Date.now(), refuse)).toMatchObject({
      site: { site_id: siteId },
    });
  });
});
