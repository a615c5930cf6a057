import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LeadId } from '../../../src/ids/uuid';
import { decide } from '../../../src/session/life/lifecycle';
import type { Session } from '../../../src/session/life/session';
import { Flusher, type FlusherEffects } from '../../../src/session/object/flusher';
import type { StoredState } from '../../../src/session/object/state';
import type { FlushResult } from '../../../src/session/record/write';
import {
  accept,
  DAY,
  LEAD,
  OTHER_LEAD,
  openSession,
  SECOND,
  T0,
  updateEvent,
} from '../life/factories';
import { loadState, type MemoryStorage } from './memory-storage';

/** D1, as far as it knows of one session. */
class Database implements FlusherEffects {
  row: Session | null = null;
  /** The lead that the visitor is known as. */
  lead: LeadId | null = null;
  isDown = false;
  /** Refuses the session, as one whose tombstone is there. */
  isErased = false;
  writes = 0;
  successes = 0;
  running = 0;
  mostRunning = 0;
  /** What happens while the next write is under way. */
  meanwhile: (() => unknown) | null = null;
  /** What every write waits for. */
  delay: () => Promise<unknown> = () => Promise.resolve();
  beforeRemoval: () => unknown = () => undefined;
  time = T0 + SECOND;

  async write(session: Session): Promise<FlushResult> {
    this.writes += 1;
    this.running += 1;
    this.mostRunning = Math.max(this.mostRunning, this.running);
    const { meanwhile } = this;
    this.meanwhile = null;
    await meanwhile?.();
    await this.delay();
    this.running -= 1;
    if (this.isDown) throw new Error('D1 is down');
    if (this.isErased) return { error: 'session_erased' };
    if (this.row === null || this.row.version < session.version) this.row = session;
    const { session_id, version } = this.row;
    return { session_id, version, visitor_lead_id: this.lead };
  }

  async remove(): Promise<void> {
    await this.beforeRemoval();
    this.row = null;
  }

  noteSuccess(): void {
    this.successes += 1;
  }

  now(): number {
    return this.time;
  }
}

const opened = openSession();
let db: Database;
let state: StoredState;
let storage: MemoryStorage;
let flusher: Flusher;

beforeEach(async () => {
  db = new Database();
  ({ state, storage } = await loadState(opened));
  flusher = new Flusher(state, db);
});

/** The session goes on. */
function change(state: StoredState): void {
  const page_views = (state.session?.page_views ?? 0) + 1;
  state.put(accept(decide(state.session, updateEvent({ page_views }), T0 + SECOND)).next);
}

describe('A flush', () => {
  it('writes the session, once', async () => {
    expect(await flusher.flush()).toBe(true);
    expect(db.row).toEqual(opened);
    expect(state.isWritten).toBe(true);
    expect(await flusher.flush()).toBe(true);
    expect(db).toMatchObject({ writes: 1, successes: 1 });
  });

  it('has nothing to do where there is no session', async () => {
    await state.forget();
    expect(await flusher.flush()).toBe(true);
    expect(db).toMatchObject({ row: null, writes: 0 });
  });

  it('that waits for another writes what the session is by then, for all that wait', async () => {
    const held = Promise.withResolvers<void>();
    db.meanwhile = () => held.promise;
    const flushes = [flusher.flush(), flusher.flush(), flusher.flush()];
    await Promise.resolve();
    change(state);
    change(state);
    held.resolve();
    expect(await Promise.all(flushes)).toEqual([true, true, true]);
    expect(db.row).toEqual(state.session);
    expect(db).toMatchObject({ writes: 2, mostRunning: 1 });
  });

  it('leaves what changes while it writes to the next one', async () => {
    db.meanwhile = () => change(state);
    expect(await flusher.flush()).toBe(true);
    expect(db.row).toEqual(opened);
    expect(state.isWritten).toBe(false);
    expect(await flusher.flush()).toBe(true);
    expect(db.row).toEqual(state.session);
    expect(state.isWritten).toBe(true);
  });

  it('that D1 does not take answers false, and the next one writes', async () => {
    db.isDown = true;
    expect(await flusher.flush()).toBe(false);
    expect(state.isWritten).toBe(false);
    expect(db.successes).toBe(0);
    db.isDown = false;
    expect(await flusher.flush()).toBe(true);
    expect(db.row).toEqual(opened);
    expect(db.successes).toBe(1);
  });

  it('does not write over a newer record, and counts as done', async () => {
    const newer = { ...opened, page_views: 9, version: opened.version + 5 };
    db.row = newer;
    expect(await flusher.flush()).toBe(true);
    expect(db.row).toBe(newer);
    expect(state.isWritten).toBe(true);
  });

  it('is waited for by whoever asks for it to be over', async () => {
    const held = Promise.withResolvers<void>();
    db.meanwhile = () => held.promise;
    void flusher.flush();
    void flusher.flush();
    let isOver = false;
    const finished = flusher.finish().then(() => {
      isOver = true;
    });
    await new Promise((resolve) => setTimeout(resolve));
    expect(isOver).toBe(false);
    held.resolve();
    await finished;
    expect(state.isWritten).toBe(true);
  });
});

describe('A session that was erased', () => {
  beforeEach(() => {
    db.isErased = true;
    db.row = opened;
    state.arm(T0 + SECOND, T0);
  });

  it('is forgotten first, and then its record is removed', async () => {
    db.beforeRemoval = () => expect(storage.isEmpty).toBe(true);
    expect(await flusher.flush()).toBe(true);
    expect(state.session).toBeNull();
    expect(db.row).toBeNull();
  });

  it('is forgotten also where its record could not be removed', async () => {
    db.beforeRemoval = () => Promise.reject(new Error('D1 is down'));
    expect(await flusher.flush()).toBe(false);
    expect(storage.isEmpty).toBe(true);
  });

  it('is tried again where it could not be forgotten', async () => {
    storage.failure = new Error('storage is broken');
    expect(await flusher.flush()).toBe(false);
    expect(db.row).toBe(opened);
  });
});

describe('A session that is forgotten while it is written', () => {
  const next = openSession({}, T0 + SECOND);
  const beginAnew = async () => {
    await state.forget();
    state.put(next);
  };

  it('leaves nothing noted for the one that has begun since', async () => {
    db.meanwhile = beginAnew;
    expect(await flusher.flush()).toBe(true);
    expect(state.session).toBe(next);
    expect(state.isWritten).toBe(false);
  });

  it('gives no lead to the one that has begun since', async () => {
    db.meanwhile = beginAnew;
    db.lead = LEAD;
    await flusher.flush();
    expect(state.session).toBe(next);
  });

  it('does not take the one that has begun since with it when D1 refuses it', async () => {
    db.meanwhile = beginAnew;
    db.isErased = true;
    expect(await flusher.flush()).toBe(true);
    expect(state.session).toBe(next);
  });

  it('stays forgotten', async () => {
    db.meanwhile = () => state.forget();
    db.lead = LEAD;
    expect(await flusher.flush()).toBe(true);
    expect(storage.isEmpty).toBe(true);
  });
});

describe('The lead that the visitor is known as', () => {
  it('is given to the session, which is written again', async () => {
    db.lead = LEAD;
    expect(await flusher.flush()).toBe(true);
    expect(state.session).toMatchObject({ lead_id: LEAD, identified_at: null });
    expect(db.row).toEqual(state.session);
    expect(db.writes).toBe(2);
  });

  it.each([
    { time: T0 + SECOND, when: 'live' },
    { time: T0 + DAY, when: 'ended by time meanwhile' },
  ])('does not replace the one that the session has, $when', async ({ time }) => {
    const identified = { ...opened, lead_id: OTHER_LEAD, version: opened.version + 1 };
    state.put(identified);
    Object.assign(db, { lead: LEAD, time });
    expect(await flusher.flush()).toBe(true);
    expect(state.session).toBe(identified);
    expect(db.writes).toBe(1);
  });

  it('is stored with what the session has become while it was written', async () => {
    db.lead = LEAD;
    db.meanwhile = () => change(state);
    await flusher.flush();
    expect(db.row).toMatchObject({ lead_id: LEAD, page_views: opened.page_views + 1 });
    expect(state.isWritten).toBe(true);
  });

  it('is stored here when D1 goes down before the second write', async () => {
    db.lead = LEAD;
    db.delay = async () => {
      db.isDown = db.writes > 1;
    };
    expect(await flusher.flush()).toBe(false);
    expect(db.row).toEqual(opened);
    expect(state.session?.lead_id).toBe(LEAD);
    expect(state.isWritten).toBe(false);
  });
});

it('ends with the last state written, at most one write at a time, however changes, flushes and failures interleave', async () => {
  const step = fc.constantFrom('change', 'change', 'flush', 'flush', 'fail', 'recover', 'learn');
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(step, { maxLength: 25 }), async (s, steps) => {
      const db = new Database();
      const { state } = await loadState(opened);
      db.delay = () => s.schedule(Promise.resolve(), 'write');
      const flusher = new Flusher(state, db);
      const answers: Promise<boolean>[] = [];
      s.scheduleSequence(
        steps.map((label) => async () => {
          if (label === 'change') change(state);
          if (label === 'flush') answers.push(flusher.flush());
          if (label === 'learn') db.lead = LEAD;
          if (label === 'fail' || label === 'recover') db.isDown = label === 'fail';
        }),
      );
      await s.waitIdle();
      expect(await Promise.all(answers)).toHaveLength(answers.length);
      db.isDown = false;
      const last = flusher.flush();
      await s.waitIdle();
      expect(await last).toBe(true);
      expect(db.row).toEqual(state.session);
      expect(state.isWritten).toBe(true);
      expect(db.mostRunning).toBe(1);
    }),
    { numRuns: 1000 },
  );
});
