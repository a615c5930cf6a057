import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/session/life/lifecycle';
import type { SessionEvent } from '../../../src/session/life/session';
import {
  endEvent,
  openEvent,
  openSession,
  SECOND,
  type Step,
  sessionAfter,
  T0,
  updateEvent,
} from './factories';

const step = (seconds: number, event: SessionEvent): Step => ({ at: T0 + seconds * SECOND, event });
const sent = (seconds: number) => ({ sent_at: T0 + seconds * SECOND });

describe('a newer message about another key', () => {
  const reported = (...steps: Step[]) =>
    sessionAfter(
      step(
        0,
        openEvent({ ...sent(0), custom_data: { cart: 1, email: 'a' }, consent: { ads: true } }),
      ),
      step(2, updateEvent({ ...sent(2), active_time: 2000 })),
      ...steps,
    );

  it('stores the data of an end, and of an end that closes nothing', () => {
    const opened = step(0, openEvent({ ...sent(0), custom_data: { cart: 1, email: 'a' } }));
    const written = step(5, updateEvent({ ...sent(5), custom_data: { cart: 2 } }));
    const data = { custom_data: { cart: 3, email: null }, consent: { given: false } };
    const ended = step(6, endEvent({ ...sent(6), ...data }));
    expect(sessionAfter(opened, written, ended)).toMatchObject({
      ended_by: 'client',
      custom_data: { cart: 3 },
      consent: { given: false },
    });
    const stale = step(6, endEvent({ ...sent(3), ...data }));
    expect(sessionAfter(opened, written, stale)).toMatchObject({
      ended_at: null,
      custom_data: { cart: 2 },
      consent: { given: false },
    });
    const repeated = sessionAfter(opened, written, ended, { ...ended, at: ended.at + SECOND });
    expect(repeated).toEqual(sessionAfter(opened, written, ended));
  });

  it('drops data of an end that is too large for a page; refuses it for a server', () => {
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
    expect(reported(step(3, late))).toMatchObject({
      custom_data: { cart: 2 },
      current_url: 'https://shop.example/next',
    });
    expect(reported(step(3, late)).custom_data).not.toHaveProperty('email');
  });

  it('does not overtake a withdrawal of consent', () => {
    const withdrawn = openEvent({ ...sent(1), consent: { ads: false } });
    expect(reported(step(3, withdrawn)).consent).toEqual({ ads: false });
    const removed = openEvent({ ...sent(1), consent: { ads: null } });
    expect(reported(step(3, removed)).consent).toEqual({});
  });

  it('does not overtake a late message after an end, with or without sent_at', () => {
    const end = step(10, endEvent(sent(10)));
    const stamped = updateEvent({ ...sent(9), custom_data: { step: 'paid' } });
    const unstamped = updateEvent({
      last_activity_at: T0 + 9 * SECOND,
      custom_data: { step: 'paid' },
    });
    for (const late of [stamped, unstamped]) {
      expect(reported(end, step(11, late)).custom_data).toMatchObject({ step: 'paid' });
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

  it('has a tombstone, and the newest 64 are kept', () => {
    const keys = Array.from({ length: 500 }, (_, index) => `k${index}`);
    const session = sessionAfter(
      step(0, openEvent(sent(0))),
      ...keys.map((key, index) =>
        step(index + 1, updateEvent({ ...sent(index + 1), custom_data: { [key]: null } })),
      ),
    );
    expect(Object.keys(session.writers.custom_data)).toEqual(keys.slice(-64));
  });

  it('has a tombstone, and long keys are limited in total length', () => {
    const keys = Array.from({ length: 80 }, (_, index) => `${index}`.padStart(900, 'k'));
    const session = sessionAfter(
      step(0, openEvent(sent(0))),
      ...keys.map((key, index) =>
        step(index + 1, updateEvent({ ...sent(index + 1), custom_data: { [key]: null } })),
      ),
    );
    expect(Object.keys(session.writers.custom_data)).toEqual(keys.slice(-2));
  });

  it('has a tombstone from the first message, too', () => {
    const session = sessionAfter(
      step(0, openEvent({ ...sent(10), custom_data: { email: null }, consent: { ads: null } })),
      step(1, openEvent({ ...sent(5), custom_data: { email: 'a' }, consent: { ads: true } })),
    );
    expect(session).toMatchObject({ custom_data: {}, consent: {} });
  });

  it('may have the name of a property that every object has', () => {
    const session = sessionAfter(
      step(0, openEvent(sent(0))),
      step(1, updateEvent({ ...sent(1), custom_data: { constructor: 1, toString: 2 } })),
    );
    expect(session.custom_data).toEqual({ constructor: 1, toString: 2 });
  });
});

it('limits consent to 4 KiB over all messages', () => {
  const long = { a: 'x'.repeat(3000) };
  const session = openSession({ consent: long });
  const more = openEvent({ consent: { b: 'x'.repeat(3000) } });
  expect(decide(session, more, T0 + SECOND)).toMatchObject({ error: 'consent_too_large' });
});
