import fc from 'fast-check';
import type { EndEvent, SessionEvent, UpdateEvent } from '../../../src/session/life/session';
import {
  DAY,
  endEvent,
  IDLE,
  identifyEvent,
  LEAD,
  MINUTE,
  OTHER_LEAD,
  OTHER_SITE,
  openEvent,
  SECOND,
  type Step,
  T0,
  updateEvent,
} from './factories';

const caller = fc.constantFrom('browser' as const, 'server' as const);
const honest = {
  page_views: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
  active_time: fc.option(fc.nat({ max: 2 * MINUTE }), { nil: undefined }),
};
/** Page views are now and then more than time allows. */
const counters = {
  ...honest,
  page_views: fc.oneof({ weight: 5, arbitrary: honest.page_views }, fc.nat({ max: 5000 })),
};
/** From the same millisecond to days later, with the deadlines hit on the dot now and then. */
const gap = fc.oneof(
  { weight: 2, arbitrary: fc.nat({ max: 5 }) },
  { weight: 6, arbitrary: fc.nat({ max: 20 * MINUTE }) },
  { weight: 1, arbitrary: fc.constantFrom(IDLE - 1, IDLE, IDLE + 1) },
  { weight: 1, arbitrary: fc.nat({ max: 2 * DAY }) },
);
/** How long before its arrival a message says that it was sent, or that something happened. */
const ago = fc.oneof(
  fc.nat({ max: 5 }),
  fc.nat({ max: 2 * MINUTE }),
  fc.integer({ min: -MINUTE, max: DAY }),
);

type Draft = (at: number) => SessionEvent;
const sent = fc.option(ago, { nil: undefined });
const before = (at: number, age: number | undefined) => (age === undefined ? undefined : at - age);

const draft: fc.Arbitrary<Draft> = fc.oneof(
  fc
    .record({ caller, sent, other: fc.integer({ min: 0, max: 9 }), ...counters })
    .map(({ caller, sent, other, ...totals }): Draft => {
      const site = other === 0 ? { site_id: OTHER_SITE } : {};
      return (at) => openEvent({ caller, sent_at: before(at, sent), ...site, ...totals });
    }),
  {
    weight: 4,
    arbitrary: fc.record({ caller, sent, activity: sent, ...counters }).map(
      ({ caller, sent, activity, ...totals }): Draft =>
        (at) =>
          updateEvent({
            caller,
            ...totals,
            sent_at: before(at, sent),
            last_activity_at: before(at, activity),
          }),
    ),
  },
  fc
    .record({
      caller,
      sent,
      duration: fc.option(fc.nat({ max: DAY }), { nil: undefined }),
      exit_type: fc.constantFrom(undefined, 'exit' as const, 'bounce' as const, 'timeout' as const),
      exit_url: fc.constantFrom(undefined, 'https://shop.example/bye'),
      ...counters,
    })
    .map(
      ({ sent, ...rest }): Draft =>
        (at) =>
          endEvent({ ...rest, sent_at: before(at, sent) }),
    ),
  fc.record({ lead_id: fc.constantFrom(LEAD, OTHER_LEAD), replace: fc.boolean() }).map(
    (rest): Draft =>
      () =>
        identifyEvent(rest),
  ),
  fc.constantFrom(LEAD, OTHER_LEAD).map(
    (lead_id): Draft =>
      () => ({ type: 'link', lead_id }),
  ),
  fc.constant<Draft>(() => ({ type: 'wake' })),
);

/** Anything that may happen to one session, in the order of arrival. The first step opens it. */
export const history: fc.Arbitrary<Step[]> = fc
  .array(fc.record({ gap, draft }), { maxLength: 25 })
  .map((entries) => {
    let at = T0;
    const steps: Step[] = [{ at, event: openEvent({ sent_at: T0 - 20 * SECOND }) }];
    for (const entry of entries) {
      at += entry.gap;
      steps.push({ at, event: entry.draft(at) });
    }
    return steps;
  });

export type ClientMessage = (UpdateEvent | EndEvent) & { sent_at: number };

/** What one page says within a few minutes, each message at its own time and the end last. */
export const clientMessages: fc.Arbitrary<ClientMessage[]> = fc
  .record({
    updates: fc.array(
      fc.record({
        after: fc.integer({ min: 1, max: 10 * SECOND }),
        idleFor: fc.nat({ max: MINUTE }),
        ...honest,
      }),
      { minLength: 1, maxLength: 8 },
    ),
    farewell: fc.option(fc.record(honest)),
  })
  .map(({ updates, farewell }) => {
    let sent_at = T0;
    const messages = updates.map(({ after, idleFor, ...totals }): ClientMessage => {
      sent_at += after;
      return { ...updateEvent({ ...totals, last_activity_at: sent_at - idleFor }), sent_at };
    });
    if (farewell !== null) messages.push({ ...endEvent(farewell), sent_at: sent_at + SECOND });
    return messages;
  });
