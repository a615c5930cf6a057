import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type LeadId, type SessionId } from '../../../src/ids/uuid';
import { decide } from '../../../src/session/life/lifecycle';
import type { Session } from '../../../src/session/life/session';
import { Alarm } from '../../../src/session/object/alarm';
import {
  accept,
  DAY,
  endEvent,
  HOUR,
  IDLE,
  LEAD,
  MINUTE,
  openEvent,
  openSession,
  SECOND,
  sessionAfter,
  T0,
  updateEvent,
} from '../life/factories';
import { loadState } from './memory-storage';

/** The alarm of an object whose clock and luck the test decides. */
async function makeAlarm(session: Session | null, stored: Parameters<typeof loadState>[1] = {}) {
  const { state, storage } = await loadState(session, stored);
  const given = { now: T0, random: 0 };
  const alarm = new Alarm(state, { now: () => given.now, random: () => given.random });
  return { alarm, state, storage, given };
}

/** With an id that says when it was made. */
function idOf(madeAt: number): SessionId {
  const hex = madeAt.toString(16).padStart(12, '0');
  return asId(`${hex.slice(0, 8)}-${hex.slice(8)}-7333-8333-333333333333`);
}

const live = openSession();
const ended = sessionAfter({ at: T0, event: openEvent() }, { at: T0 + MINUTE, event: endEvent() });
/** When `ended` is final. */
const FINAL = T0 + MINUTE + IDLE;

describe('The alarm of a visit', () => {
  it('is set once, however often the session changes within its idle timeout', async () => {
    const { alarm, state, storage, given } = await makeAlarm(live);
    alarm.arm();
    for (let minute = 1; minute < 30; minute += 1) {
      given.now = T0 + minute * MINUTE;
      state.put(accept(decide(state.session, updateEvent(), given.now)).next);
      alarm.arm();
    }
    state.put(accept(decide(state.session, endEvent(), given.now)).next);
    alarm.arm();
    expect(storage.alarmsSet).toEqual([T0 + 2 * IDLE]);
  });

  it('is moved when it would come too late', async () => {
    const { alarm, storage, given } = await makeAlarm(ended, { alarmAt: FINAL + HOUR });
    given.now = FINAL;
    alarm.arm();
    expect(storage.alarmsSet).toEqual([FINAL + MINUTE]);
  });

  it('is set anew, and soon, where it should have run long since', async () => {
    const { alarm, storage, given } = await makeAlarm(live, { alarmAt: T0 });
    given.now = T0 + 5 * SECOND - 1;
    alarm.arm();
    expect(storage.alarmsSet).toEqual([]);
    given.now = T0 + 5 * SECOND;
    alarm.arm();
    expect(storage.alarmsSet).toEqual([T0 + 6 * SECOND]);
  });

  it('is not set where there is no session', async () => {
    const { alarm, storage } = await makeAlarm(null);
    alarm.arm();
    alarm.armIfLost();
    await alarm.settle(true);
    await alarm.settle(false);
    expect(storage.alarmsSet).toEqual([]);
  });
});

describe('Looking whether it is lost', () => {
  it.each([
    { when: 'there is none', alarmAt: null, set: [T0 + 2 * IDLE] },
    { when: 'it is overdue', alarmAt: T0 - 5 * SECOND, set: [T0 + SECOND] },
    { when: 'it is about to run', alarmAt: T0 - SECOND, set: [] },
    { when: 'it comes later than it has to', alarmAt: T0 + DAY, set: [] },
  ])('sets $set when $when', async ({ alarmAt, set }) => {
    const { alarm, storage } = await makeAlarm(live, { alarmAt });
    alarm.armIfLost();
    expect(storage.alarmsSet).toEqual(set);
  });
});

describe('Retries', () => {
  /** How long each of so many retries in a row waits, in s. */
  async function waitsOf(random: number, resetAfter = 0): Promise<number[]> {
    const { alarm, state, storage, given } = await makeAlarm(live);
    given.random = random;
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      alarm.retry();
      state.dropAlarm();
      if (attempt === resetAfter) alarm.resetRetries();
    }
    return storage.alarmsSet.map((at) => Math.round((at - T0) / SECOND));
  }

  it('wait longer each time, up to half a minute, and by luck twice as long', async () => {
    expect(await waitsOf(0)).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
    expect(await waitsOf(0.5)).toEqual([2, 3, 6, 12, 24, 45, 45, 45]);
    expect(await waitsOf(0.999_999)).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('begin anew after a success', async () => {
    expect(await waitsOf(0, 5)).toEqual([1, 2, 4, 8, 16, 1, 2, 4]);
  });

  it('do not put off an alarm that comes earlier', async () => {
    const { alarm, storage } = await makeAlarm(live, { alarmAt: T0 + SECOND / 2 });
    alarm.retry();
    expect(storage.alarmsSet).toEqual([]);
  });

  it('bring forward an alarm that comes later', async () => {
    const { alarm, storage } = await makeAlarm(live, { alarmAt: T0 + HOUR });
    alarm.retry();
    expect(storage.alarmsSet).toEqual([T0 + SECOND]);
  });
});

describe('After a flush', () => {
  it('that failed it tries again, also a final session', async () => {
    const { alarm, storage, given } = await makeAlarm(ended, { isWritten: true });
    given.now = FINAL;
    await alarm.settle(false);
    expect(storage.alarmsSet).toEqual([FINAL + SECOND]);
    expect(storage.entries.has('session')).toBe(true);
  });

  it('a final session is forgotten', async () => {
    const { alarm, storage, given } = await makeAlarm(ended, { isWritten: true });
    given.now = FINAL;
    await alarm.settle(true);
    expect(storage.isEmpty).toBe(true);
  });

  it.each([
    { what: 'that can be reopened', now: FINAL - 1, wakeAt: FINAL },
    { what: 'that time alone has ended', session: live, now: FINAL, wakeAt: FINAL + MINUTE },
    { what: 'that changed meanwhile', isWritten: false, now: FINAL, wakeAt: FINAL + MINUTE },
    {
      what: 'that others are to be linked from',
      linkingTo: LEAD,
      now: FINAL,
      wakeAt: FINAL + MINUTE,
    },
    {
      what: 'whose id passes for a new one',
      session: { ...ended, session_id: idOf(FINAL) },
      now: FINAL,
      wakeAt: FINAL + MINUTE,
    },
    {
      what: 'whose id passes for a new one for hours, because a clock runs ahead',
      session: { ...ended, session_id: idOf(FINAL + 5 * HOUR) },
      now: FINAL,
      wakeAt: FINAL + 5 * HOUR + MINUTE,
    },
  ])('a session $what is kept, and looked at again', async (given) => {
    const { session = ended, isWritten = true, linkingTo = null, now, wakeAt } = given;
    const made = await makeAlarm(session, { isWritten, linkingTo });
    // What is to be linked is looked for only beside a lead.
    made.state.linkingTo = linkingTo;
    made.given.now = now;
    await made.alarm.settle(true);
    expect(made.storage.alarmsSet).toEqual([wakeAt]);
    expect(made.state.session).toEqual(session);
  });

  it('of an ended session the alarm of the visit stays where it is', async () => {
    const { alarm, storage, given } = await makeAlarm(ended, {
      isWritten: true,
      alarmAt: T0 + 2 * IDLE,
    });
    given.now = T0 + 2 * MINUTE;
    await alarm.settle(true);
    expect(storage.alarmsSet).toEqual([]);
  });

  it('of a live session the alarm that has come is set again', async () => {
    const { alarm, storage } = await makeAlarm(live, { isWritten: true });
    await alarm.settle(true);
    expect(storage.alarmsSet).toEqual([T0 + 2 * IDLE]);
  });

  const situation = fc.record({
    session: fc.constantFrom(live, ended),
    now: fc.oneof(
      fc.integer({ min: T0 + MINUTE, max: T0 + 3 * HOUR }),
      fc.constantFrom(FINAL - 1, FINAL, FINAL + 1),
    ),
    /** How long ago the id was made. */
    age: fc.oneof(
      fc.integer({ min: -2 * DAY, max: 2 * DAY }),
      fc.integer({ min: -2 * MINUTE, max: 2 * MINUTE }),
      fc.constantFrom(MINUTE - 1, MINUTE, MINUTE - DAY, MINUTE - DAY - 1),
    ),
    isFlushed: fc.boolean(),
    isWritten: fc.boolean(),
    linkingTo: fc.constantFrom<LeadId | null>(null, LEAD),
    /** From when an alarm is there, before `now` or after it. */
    alarmIn: fc.option(fc.integer({ min: -MINUTE, max: 2 * DAY })),
  });

  it('a session is forgotten if all is done, and else an alarm is there', async () => {
    let forgotten = 0;
    await fc.assert(
      fc.asyncProperty(situation, async ({ session, now, age, isFlushed, ...rest }) => {
        const known = { ...session, session_id: idOf(now - age) };
        const alarmAt = rest.alarmIn === null ? null : now + rest.alarmIn;
        const made = await makeAlarm(known, { isWritten: rest.isWritten, alarmAt });
        made.state.linkingTo = rest.linkingTo;
        made.given.now = now;
        await made.alarm.settle(isFlushed);
        const isFresh = age < MINUTE && age > MINUTE - DAY;
        const isFinal = session === ended && now >= FINAL;
        const isDone =
          isFinal && isFlushed && rest.isWritten && rest.linkingTo === null && !isFresh;
        expect(made.storage.isEmpty).toBe(isDone);
        if (isDone) forgotten += 1;
        else {
          // An alarm this late has been lost; one that is a little late is about to run.
          expect(made.storage.alarmAt).toBeGreaterThan(now - 5 * SECOND);
          expect(made.state.alarmAt).toBe(made.storage.alarmAt);
        }
      }),
      { numRuns: 3000 },
    );
    expect(forgotten).toBeGreaterThan(10);
  });
});
