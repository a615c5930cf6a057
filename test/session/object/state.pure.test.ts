import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { history } from '../life/arbitraries';
import {
  IDLE,
  identifyEvent,
  LEAD,
  MINUTE,
  openEvent,
  sessionAfter,
  storedAfter,
  T0,
} from '../life/factories';
import { loadState, MemoryStorage, stateOn } from './memory-storage';

const session = sessionAfter({ at: T0, event: openEvent() });
const identified = sessionAfter(
  { at: T0, event: openEvent() },
  { at: T0 + MINUTE, event: identifyEvent() },
);

describe('What is put', () => {
  it('is there again after the object has gone from memory, whatever has happened to the session', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const stored = storedAfter(null, steps);
        if (stored === null) return;
        const storage = new MemoryStorage();
        stateOn(storage).put(stored);
        const again = stateOn(storage);
        await again.load();
        expect(again.session).toEqual(stored);
      }),
      { numRuns: 500 },
    );
  });

  it('is stored as text before anything is awaited', () => {
    const storage = new MemoryStorage();
    stateOn(storage).put(session);
    expect(storage.entries.get('session')).toBe(JSON.stringify(session));
  });

  it('is not overwritten by a load that began before', async () => {
    const storage = new MemoryStorage();
    storage.kv.put('session', JSON.stringify(session));
    const state = stateOn(storage);
    const held = Promise.withResolvers<null>();
    storage.getAlarm = () => held.promise;
    const slow = state.load();
    storage.getAlarm = async () => null;
    await state.load();
    state.put(identified);
    held.resolve(null);
    await slow;
    expect(state.session).toBe(identified);
  });
});

describe('Loading', () => {
  it('finds nothing where nothing was stored', async () => {
    const { state } = await loadState(null);
    expect(state).toMatchObject({
      isLoaded: true,
      session: null,
      linkingTo: null,
      alarmAt: null,
      isWritten: false,
    });
  });

  it('reads a tree, as an early version has stored it', async () => {
    const storage = new MemoryStorage();
    storage.kv.put('session', session);
    const state = stateOn(storage);
    await state.load();
    expect(state.session).toEqual(session);
  });

  it('refuses a shape that is newer, and is tried again', async () => {
    const storage = new MemoryStorage();
    storage.kv.put('session', JSON.stringify({ ...session, shape: 99 }));
    const state = stateOn(storage);
    await expect(state.load()).rejects.toThrow('shape 99');
    await expect(state.load()).rejects.toThrow('shape 99');
    storage.kv.put('session', JSON.stringify(session));
    await state.load();
    expect(state.session).toEqual(session);
  });

  it('finds the alarm, and the lead that other sessions are still to get', async () => {
    const { state } = await loadState(identified, { linkingTo: LEAD, alarmAt: T0 + IDLE });
    expect(state).toMatchObject({ linkingTo: LEAD, alarmAt: T0 + IDLE });
  });

  it('reads storage once', async () => {
    const { state, storage } = await loadState(session);
    storage.kv.put('session', 'unreadable');
    await state.load();
    expect(state.session).toEqual(session);
  });

  it('does not know what D1 has', async () => {
    const { state } = await loadState(session);
    expect(state.isWritten).toBe(false);
  });
});

describe('The version that D1 has', () => {
  it('counts as written until the session changes', async () => {
    const { state } = await loadState(session, { isWritten: true });
    expect(state.isWritten).toBe(true);
    state.put(identified);
    expect(state.isWritten).toBe(false);
    state.noteWritten(identified.version);
    expect(state.isWritten).toBe(true);
  });

  it('never falls, in whatever order writes are noted', async () => {
    const { state } = await loadState(identified, { isWritten: true });
    state.noteWritten(identified.version - 1);
    expect(state.isWritten).toBe(true);
  });
});

it('keeps what is to be linked until that is done', async () => {
  const { state, storage } = await loadState(identified);
  state.startLinking(LEAD);
  const again = stateOn(storage);
  await again.load();
  expect(again.linkingTo).toBe(LEAD);
  again.finishLinking();
  expect(again.linkingTo).toBeNull();
  expect([...storage.entries.keys()]).toEqual(['session']);
});

describe('The alarm', () => {
  it('is set at once, and not again for a later time', async () => {
    const { state, storage } = await loadState(session);
    state.arm(T0 + IDLE, T0);
    expect(storage.alarmAt).toBe(T0 + IDLE);
    state.arm(T0 + IDLE + 1, T0);
    expect(storage.alarmsSet).toEqual([T0 + IDLE]);
    state.arm(T0 + IDLE - 1, T0);
    expect(storage.alarmsSet).toEqual([T0 + IDLE, T0 + IDLE - 1]);
  });

  it('that has come is none any more', async () => {
    const { state, storage } = await loadState(session, { alarmAt: T0 });
    state.dropAlarm();
    state.arm(T0 + IDLE, T0);
    expect(storage.alarmAt).toBe(T0 + IDLE);
  });
});

describe('Forgetting', () => {
  it('leaves nothing, neither in memory nor in storage', async () => {
    const kept = { linkingTo: LEAD, alarmAt: T0 + IDLE, isWritten: true };
    const { state, storage } = await loadState(identified, kept);
    const { epoch } = state;
    await state.forget();
    expect(storage.isEmpty).toBe(true);
    expect(state).toMatchObject({ session: null, linkingTo: null, alarmAt: null });
    expect(state.epoch).toBeGreaterThan(epoch);
  });

  it('forgets what D1 has, so that the next session under the id is written', async () => {
    const { state } = await loadState(identified, { isWritten: true });
    await state.forget();
    state.put(session);
    expect(state.isWritten).toBe(false);
  });

  it('does so before it waits for storage', async () => {
    const { state } = await loadState(session);
    const forgotten = state.forget();
    expect(state.session).toBeNull();
    await forgotten;
  });
});
