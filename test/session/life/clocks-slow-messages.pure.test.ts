import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/session/life/lifecycle';
import { endEvent, MINUTE, openEvent, SECOND, sessionAfter, T0, updateEvent } from './factories';

describe('an open that was sent before the end, and arrives after it', () => {
  const session = sessionAfter(
    { at: T0, event: openEvent({ sent_at: T0, consent: { ads: true } }) },
    {
      at: T0 + 5 * SECOND,
      event: openEvent({ sent_at: T0 + 5 * SECOND, consent: { ads: false } }),
    },
    { at: T0 + 6 * SECOND, event: endEvent({ sent_at: T0 + 6 * SECOND }) },
  );
  const overtaken = openEvent({ sent_at: T0 + SECOND, consent: { ads: true, all: 1 } });

  it('does not reopen, and is merged as an older message', () => {
    const outcome = decide(session, overtaken, T0 + 11 * SECOND);
    expect(outcome).toMatchObject({
      reopened: false,
      next: { ended_by: 'client', consent: { ads: false, all: 1 } },
    });
  });

  it('does not prevent a later open from reopening', () => {
    const back = openEvent({ sent_at: T0 + 7 * SECOND });
    expect(decide(session, back, T0 + 11 * SECOND)).toMatchObject({ reopened: true });
  });
});

describe('an open by which a tab undoes the end of another, and which its own end overtakes', () => {
  const at = (seconds: number) => ({ sent_at: T0 + seconds * SECOND });
  const arriving = (...events: Parameters<typeof decide>[1][]) =>
    sessionAfter(...events.map((event, i) => ({ at: T0 + 10 * SECOND + i, event })));
  const [opened, first, back, second] = [
    openEvent(at(0)),
    endEvent(at(6)),
    openEvent(at(7)),
    endEvent({ ...at(8), exit_url: 'https://shop.example/two' }),
  ];

  it('does not reopen: both tabs are closed', () => {
    const session = arriving(opened, first, second, back);
    expect(session).toMatchObject({ ended_by: 'client', exit_url: null, reopened_count: 0 });
    expect(arriving(opened, first, back, second).ended_by).toBe('client');
  });

  it('does not prevent a later open from reopening, which the end that came does not close', () => {
    const session = arriving(opened, first, second, openEvent(at(9)), second);
    expect(session).toMatchObject({ ended_at: null, reopened_count: 1 });
  });
});

describe('a message that took long to arrive', () => {
  const opened = openEvent({ sent_at: T0 });

  it('counts for the time at which it was sent', () => {
    const session = sessionAfter(
      { at: T0, event: opened },
      { at: T0 + 25 * MINUTE, event: updateEvent({ sent_at: T0 + MINUTE }) },
    );
    expect(session.last_activity_at).toBe(T0 + MINUTE);
  });

  it('is older than what arrived before it, though it was sent before the create arrived', () => {
    const came = 25 * MINUTE;
    const steps = (...reported: [sent: number, after: number, cart: number][]) =>
      reported.map(([sent, after, cart]) => ({
        at: T0 + came + after,
        event: updateEvent({ sent_at: T0 + sent, custom_data: { cart } }),
      }));
    const opened = { at: T0 + came, event: openEvent({ sent_at: T0 }) };
    const session = sessionAfter(
      opened,
      ...steps([24 * MINUTE, SECOND, 2], [10 * MINUTE, 2 * SECOND, 1]),
    );
    expect(session.custom_data).toEqual({ cart: 2 });
    const end = { at: T0 + 27 * MINUTE, event: endEvent({ sent_at: T0 + 10 * MINUTE }) };
    expect(sessionAfter(opened, ...steps([26 * MINUTE, MINUTE, 2]), end).ended_at).toBe(null);
  });

  it('keeps its age where the idle timeout is shorter than its delay', () => {
    const { opening } = openEvent();
    const opened = openEvent({ sent_at: T0, opening: { ...opening, idle_timeout_ms: MINUTE } });
    const beats = Array.from({ length: 10 }, (_, beat) => {
      const at = T0 + (beat + 1) * 30 * SECOND;
      return { at, event: updateEvent({ sent_at: at, custom_data: { step: 'new' } }) };
    });
    const late = updateEvent({ sent_at: T0 + 60 * SECOND, custom_data: { step: 'old' } });
    const at = T0 + 5 * MINUTE + 20 * SECOND;
    const session = sessionAfter({ at: T0, event: opened }, ...beats, { at, event: late });
    expect(session).toMatchObject({
      custom_data: { step: 'new' },
      last_activity_at: T0 + 5 * MINUTE,
    });
  });

  it('is late, and not refused, after the end from a server', () => {
    const session = sessionAfter(
      { at: T0, event: opened },
      { at: T0 + MINUTE, event: endEvent({ caller: 'server', sent_at: T0 + MINUTE }) },
      {
        at: T0 + 2 * MINUTE,
        event: updateEvent({ sent_at: T0 + 30 * SECOND, page_views: 4 }),
      },
    );
    expect(session).toMatchObject({ page_views: 4, ended_by: 'client' });
  });

  it('closes the session at the time at which it was sent', () => {
    const session = sessionAfter(
      { at: T0, event: opened },
      { at: T0 + 25 * MINUTE, event: endEvent({ sent_at: T0 + 5 * MINUTE }) },
    );
    expect(session.ended_at).toBe(T0 + 5 * MINUTE);
  });
});
