import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/session/life/lifecycle';
import type { Session, SessionEvent } from '../../../src/session/life/session';
import { HOUR, openSession, SECOND, type Step, storedAfter, T0, updateEvent } from './factories';

const step = (seconds: number, event: SessionEvent): Step => ({ at: T0 + seconds * SECOND, event });

const sent = (seconds: number) => ({ sent_at: T0 + seconds * SECOND });
type Fact = { key: 'a' | 'b' | 'c' | 'url'; value: number | null; after: number; delay: number };

/** No two with the same delay: that would be a clock that was set. */
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

/** What one page reports, each message at its own time and as late as it may be. */
function toSteps(reported: Fact[], skew: number): Step[] {
  let at = T0;
  return reported.map(({ key, value, after, delay }) => {
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

  it('and however often they are repeated, the newest value of each key is stored in the end', () => {
    fc.assert(
      fc.property(facts, skew, fc.array(fc.nat(), { maxLength: 6 }), (reported, skew, repeats) => {
        const start = openSession({ sent_at: T0 + skew });
        const steps = toSteps(reported, skew);
        const again = repeats.flatMap((pick, index): Step[] => {
          const { at, event } = steps[pick % steps.length] ?? { at: T0, event: { type: 'wake' } };
          return [{ at: at + (pick % 8) * 8 * SECOND + (index + 1) * SECOND, event }];
        });
        const received = [...steps, ...again].sort((a, b) => a.at - b.at);
        const values: Record<string, number | null> = {};
        let current_url = start.current_url;
        for (const { key, value } of reported) {
          if (key === 'url') current_url = `https://shop.example/${value}`;
          else values[key] = value;
        }
        const remaining = Object.entries(values).filter(([, value]) => value !== null);
        expect(shown(storedAfter(start, received))).toEqual({
          custom_data: remaining.sort(),
          current_url,
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('an acknowledged value is read at once, unless a newer one was acknowledged before', () => {
    fc.assert(
      fc.property(facts, skew, (reported, skew) => {
        let state = openSession({ sent_at: T0 + skew });
        const newest: Record<string, number> = {};
        for (const { at, event } of toSteps(reported, skew).sort((a, b) => a.at - b.at)) {
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

  it('of two values of the same moment the same one is stored, however often they are repeated', () => {
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

  it('without sent_at the value that arrives last is stored', () => {
    const values = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(values, (reported) => {
        const steps = reported.map((cart, index) =>
          step(index + 1, updateEvent({ custom_data: { cart } })),
        );
        const session = storedAfter(openSession(sent(0)), steps);
        expect(session?.custom_data.cart).toBe(reported.at(-1));
      }),
    );
  });
});
