/**
 * Facts that are no counters: `current_url`, and each key of `custom_data` and `consent`. What was acknowledged is told by
 * the next read, unless something newer was said about the same thing.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/session/life/lifecycle';
import type { Session, SessionEvent } from '../../../src/session/life/session';
import {
  endEvent,
  HOUR,
  openEvent,
  openSession,
  SECOND,
  type Step,
  sessionAfter,
  storedAfter,
  T0,
  updateEvent,
} from './factories';

const step = (seconds: number, event: SessionEvent): Step => ({ at: T0 + seconds * SECOND, event });
const sent = (seconds: number) => ({ sent_at: T0 + seconds * SECOND });

describe('a newer message about something else', () => {
  const told = (...steps: Step[]) =>
    sessionAfter(
      step(
        0,
        openEvent({ ...sent(0), custom_data: { cart: 1, email: 'a' }, consent: { ads: true } }),
      ),
      step(2, updateEvent({ ...sent(2), active_time: 2000 })),
      ...steps,
    );

  it('are told by an end as well, also by one that closes nothing', () => {
    const opened = step(0, openEvent({ ...sent(0), custom_data: { cart: 1, email: 'a' } }));
    const written = step(5, updateEvent({ ...sent(5), custom_data: { cart: 2 } }));
    const said = { custom_data: { cart: 3, email: null }, consent: { given: false } };
    const ended = step(6, endEvent({ ...sent(6), ...said }));
    expect(sessionAfter(opened, written, ended)).toMatchObject({
      ended_by: 'client',
      custom_data: { cart: 3 },
      consent: { given: false },
    });
    const stale = step(6, endEvent({ ...sent(3), ...said }));
    expect(sessionAfter(opened, written, stale)).toMatchObject({
      ended_at: null,
      custom_data: { cart: 2 },
      consent: { given: false },
    });
    const repeated = sessionAfter(opened, written, ended, { ...ended, at: ended.at + SECOND });
    expect(repeated).toEqual(sessionAfter(opened, written, ended));
  });

  it('that are too much cost a page neither its end nor what was there; a server is told', () => {
    const before = [step(0, openEvent({ ...sent(0), custom_data: { cart: 1 } }))] as const;
    const custom_data = { text: 'x'.repeat(4090) };
    const ended = sessionAfter(...before, step(6, endEvent({ ...sent(6), custom_data })));
    expect(ended).toMatchObject({ ended_by: 'client', custom_data: { cart: 1 } });
    expect(ended?.writers.custom_data).toEqual({});
    const refused = decide(
      sessionAfter(...before) ?? null,
      endEvent({ caller: 'server', custom_data }),
      T0 + 6 * SECOND,
    );
    expect(refused).toMatchObject({ error: 'custom_data_too_large' });
  });

  it('does not overtake a value, a removal or an address', () => {
    const late = updateEvent({
      ...sent(1),
      custom_data: { cart: 2, email: null },
      current_url: 'https://shop.example/next',
    });
    expect(told(step(3, late))).toMatchObject({
      custom_data: { cart: 2 },
      current_url: 'https://shop.example/next',
    });
    expect(told(step(3, late)).custom_data).not.toHaveProperty('email');
  });

  it('does not overtake a withdrawal of consent', () => {
    const withdrawn = openEvent({ ...sent(1), consent: { ads: false } });
    expect(told(step(3, withdrawn)).consent).toEqual({ ads: false });
    const removed = openEvent({ ...sent(1), consent: { ads: null } });
    expect(told(step(3, removed)).consent).toEqual({});
  });

  it('does not overtake what is told late after an end, with or without sent_at', () => {
    const end = step(10, endEvent(sent(10)));
    const stamped = updateEvent({ ...sent(9), custom_data: { step: 'paid' } });
    const unstamped = updateEvent({
      last_activity_at: T0 + 9 * SECOND,
      custom_data: { step: 'paid' },
    });
    for (const late of [stamped, unstamped]) {
      expect(told(end, step(11, late)).custom_data).toMatchObject({ step: 'paid' });
    }
  });
});

describe('a removed key', () => {
  it('is not brought back by an older message', () => {
    const session = sessionAfter(
      step(0, openEvent({ ...sent(0), custom_data: { email: 'a' } })),
      step(5, updateEvent({ ...sent(5), custom_data: { email: null } })),
      step(6, updateEvent({ ...sent(3), custom_data: { email: 'b' } })),
    );
    expect(session.custom_data).toEqual({});
  });

  it('is remembered in bounded room, the newest of them', () => {
    const keys = Array.from({ length: 500 }, (_, index) => `k${index}`);
    const session = sessionAfter(
      step(0, openEvent(sent(0))),
      ...keys.map((key, index) =>
        step(index + 1, updateEvent({ ...sent(index + 1), custom_data: { [key]: null } })),
      ),
    );
    expect(Object.keys(session.writers.custom_data)).toEqual(keys.slice(-64));
  });

  it('is remembered in bounded room, however long it is', () => {
    const keys = Array.from({ length: 80 }, (_, index) => `${index}`.padStart(900, 'k'));
    const session = sessionAfter(
      step(0, openEvent(sent(0))),
      ...keys.map((key, index) =>
        step(index + 1, updateEvent({ ...sent(index + 1), custom_data: { [key]: null } })),
      ),
    );
    expect(Object.keys(session.writers.custom_data)).toEqual(keys.slice(-2));
  });

  it('is remembered of the first message, too', () => {
    const session = sessionAfter(
      step(0, openEvent({ ...sent(10), custom_data: { email: null }, consent: { ads: null } })),
      step(1, openEvent({ ...sent(5), custom_data: { email: 'a' }, consent: { ads: true } })),
    );
    expect(session).toMatchObject({ custom_data: {}, consent: {} });
  });

  it('may be called like what every object has', () => {
    const session = sessionAfter(
      step(0, openEvent(sent(0))),
      step(1, updateEvent({ ...sent(1), custom_data: { constructor: 1, toString: 2 } })),
    );
    expect(session.custom_data).toEqual({ constructor: 1, toString: 2 });
  });
});

it('holds consent to 4 KiB, however it came together', () => {
  const long = { a: 'x'.repeat(3000) };
  const session = openSession({ consent: long });
  const more = openEvent({ consent: { b: 'x'.repeat(3000) } });
  expect(decide(session, more, T0 + SECOND)).toMatchObject({ error: 'consent_too_large' });
});

type Fact = { key: 'a' | 'b' | 'c' | 'url'; value: number | null; after: number; delay: number };
/** No two of them late by the same: that would be a clock that was set. */
const facts = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom('a' as const, 'b' as const, 'c' as const, 'url' as const),
    value: fc.option(fc.nat({ max: 9 })),
    after: fc.integer({ min: 1, max: 20 * SECOND }),
    delay: fc.nat({ max: 30 }).map((turns) => turns * 8 * SECOND),
  }),
  {
    minLength: 1,
    maxLength: 12,
    comparator: (one, other) => one.delay > 0 && one.delay === other.delay,
  },
);

/** What one page tells, each message at its own time and as late as it may be. */
function toSteps(told: Fact[], skew: number): Step[] {
  let at = T0;
  return told.map(({ key, value, after, delay }) => {
    at += after;
    const fact =
      key === 'url'
        ? { current_url: `https://shop.example/${value}` }
        : { custom_data: { [key]: value } };
    return { at: at + delay, event: updateEvent({ sent_at: at + skew, ...fact }) };
  });
}

const shown = (session: Session | null) => ({
  custom_data: Object.entries(session?.custom_data ?? {}).sort(),
  current_url: session?.current_url,
});

describe('Whatever the order', () => {
  const skew = fc.integer({ min: -2 * HOUR, max: 2 * HOUR });

  it('and however often they are told, the same facts stand in the end: the newest about each thing', () => {
    fc.assert(
      fc.property(facts, skew, fc.array(fc.nat(), { maxLength: 6 }), (told, skew, repeats) => {
        const start = openSession({ sent_at: T0 + skew });
        const steps = toSteps(told, skew);
        const again = repeats.flatMap((pick, index): Step[] => {
          const { at, event } = steps[pick % steps.length] ?? { at: T0, event: { type: 'wake' } };
          return [{ at: at + (pick % 8) * 8 * SECOND + (index + 1) * SECOND, event }];
        });
        const received = [...steps, ...again].sort((a, b) => a.at - b.at);
        const values: Record<string, number | null> = {};
        let current_url = start.current_url;
        for (const { key, value } of told) {
          if (key === 'url') current_url = `https://shop.example/${value}`;
          else values[key] = value;
        }
        const kept = Object.entries(values).filter(([, value]) => value !== null);
        expect(shown(storedAfter(start, received))).toEqual({
          custom_data: kept.sort(),
          current_url,
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('what is acknowledged is told at once, unless something newer about the same thing was', () => {
    fc.assert(
      fc.property(facts, skew, (told, skew) => {
        let state = openSession({ sent_at: T0 + skew });
        const newest: Record<string, number> = {};
        for (const { at, event } of toSteps(told, skew).sort((a, b) => a.at - b.at)) {
          const outcome = decide(state, event, at);
          if (!('next' in outcome) || event.type !== 'update') throw new Error('refused');
          state = outcome.next;
          const [key, value] = Object.entries(
            event.custom_data ?? { url: event.current_url },
          )[0] ?? [''];
          const sentAt = event.sent_at ?? 0;
          if (sentAt < (newest[key] ?? 0)) continue;
          newest[key] = sentAt;
          const now = key === 'url' ? state.current_url : (state.custom_data[key] ?? null);
          expect(now).toBe(value);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('of two of the same moment the same stands, however often they are told', () => {
    const one = updateEvent({ ...sent(1), custom_data: { cart: 1 } });
    const other = updateEvent({ ...sent(1), custom_data: { cart: 2 } });
    for (const events of [
      [one, other],
      [other, one],
      [one, other, one],
    ]) {
      const steps = events.map((event, index) => step(index + 2, event));
      expect(storedAfter(openSession(sent(0)), steps)?.custom_data.cart).toBe(2);
    }
  });

  it('without sent_at the last to arrive stands', () => {
    const values = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(values, (told) => {
        const steps = told.map((cart, index) =>
          step(index + 1, updateEvent({ custom_data: { cart } })),
        );
        const session = storedAfter(openSession(sent(0)), steps);
        expect(session?.custom_data.cart).toBe(told.at(-1));
      }),
    );
  });
});

it('the call that opened, made again after its answer was lost, says that the session is new', () => {
  for (const is_private of [false, true]) {
    const open = openEvent({ ...sent(0), is_private });
    const session = openSession(open);
    expect(decide(session, open, T0 + SECOND)).toMatchObject({
      is_new_session: true,
      changed: false,
    });
    const other = openEvent(sent(0));
    expect(decide(session, other, T0 + SECOND)).toMatchObject({ is_new_session: false });
  }
});

it('the call that reopened, made again after its answer was lost, says that it did', () => {
  const back = openEvent(sent(20));
  const session = sessionAfter(
    step(0, openEvent(sent(0))),
    step(10, endEvent(sent(10))),
    step(20, back),
  );
  expect(decide(session, back, T0 + 21 * SECOND)).toMatchObject({ reopened: true, changed: false });
});

it('a create that is repeated once the session is final opens nothing', () => {
  const session = openSession(sent(0));
  const again = decide(session, openEvent(sent(0)), T0 + 2 * HOUR);
  expect(again).toMatchObject({ is_new_session: false, reopened: false });
  const anew = decide(session, openEvent(sent(7200)), T0 + 2 * HOUR);
  expect(anew).toMatchObject({ error: 'session_final' });
});
