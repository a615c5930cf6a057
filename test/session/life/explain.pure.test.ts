/** What is said of a session and why, for each of the questions that people ask. */
import { describe, expect, it } from 'vitest';
import { explainSession } from '../../../src/session/life/explain';
import type { Session } from '../../../src/session/life/session';
import { viewSession } from '../../../src/session/life/view';
import {
  DAY,
  endEvent,
  IDLE,
  identifyEvent,
  MINUTE,
  openEvent,
  openSession,
  SECOND,
  sessionAfter,
  T0,
  updateEvent,
} from './factories';
import { eachMoment } from './histories';

const about = (session: Session, name: string, now = T0 + MINUTE) =>
  explainSession(session, now).find((statement) => statement.about === name);

const opened = openEvent({ sent_at: T0 });
const openedThen = (
  ...events: [at: number, event: Parameters<typeof sessionAfter>[0]['event']][]
) =>
  sessionAfter({ at: T0, event: opened }, ...events.map(([at, event]) => ({ at: T0 + at, event })));

describe('whether it is engaged', () => {
  it.each<[string, Session, string[], string]>([
    [
      'nothing',
      openedThen(),
      [],
      'It is not engaged: only 0 s of active time (10 s are enough), 1 page view (2 are enough), and nobody was identified.',
    ],
    [
      '10 s of active time',
      openedThen([10 * SECOND, updateEvent({ active_time: 10_000 })]),
      ['active_time'],
      'It is engaged: 10 s of active time (10 s are enough).',
    ],
    [
      'two pages',
      openedThen([SECOND, updateEvent({ page_views: 2 })]),
      ['page_views'],
      'It is engaged: 2 page views (2 are enough).',
    ],
    [
      'an identify',
      openedThen([SECOND, identifyEvent()]),
      ['identified'],
      'It is engaged: the visitor was identified.',
    ],
  ])('by %s', (_, session, because, text) => {
    expect(about(session, 'engaged')).toEqual({
      about: 'engaged',
      value: because.length > 0,
      because,
      text,
    });
  });
});

describe('why it ended', () => {
  it.each<[string, Session, number, string[], string]>([
    [
      'it has not',
      openedThen(),
      MINUTE,
      [],
      'It is active. Unless more is heard, it ends at 2027-01-15T08:30:00.000Z.',
    ],
    [
      'an end',
      openedThen([MINUTE, endEvent({ sent_at: T0 + MINUTE })]),
      MINUTE,
      ['client'],
      'It ended at 2027-01-15T08:01:00.000Z, when the page or a server said so. Its exit type is bounce, by whether it was engaged.',
    ],
    [
      'an end that tells its type',
      openedThen([MINUTE, endEvent({ sent_at: T0 + MINUTE, exit_type: 'exit' })]),
      MINUTE,
      ['client'],
      'It ended at 2027-01-15T08:01:00.000Z, when the page or a server said so. Its exit type is exit, as told.',
    ],
    [
      'the idle timeout',
      openedThen(),
      IDLE,
      ['idle'],
      'It ended at 2027-01-15T08:00:00.000Z, by the idle timeout: nothing was heard for 30 min after the last activity. Its exit type is timeout, since no end was told.',
    ],
    [
      'an end that came too late',
      openedThen([IDLE + MINUTE, endEvent({ sent_at: T0 + MINUTE })]),
      IDLE + MINUTE,
      ['idle', 'late_end'],
      'It ended at 2027-01-15T08:01:00.000Z, by the idle timeout: nothing was heard for 30 min after the last activity. Its exit type is bounce, by whether it was engaged, by an end that arrived later.',
    ],
  ])('%s', (_, session, at, because, text) => {
    expect(about(session, 'ended', T0 + at)).toMatchObject({ because, text });
  });

  it('the maximum length', () => {
    const session = { ...openSession(), last_activity_at: T0 + DAY - MINUTE };
    expect(about(session, 'ended', T0 + 2 * DAY)).toMatchObject({
      value: T0 + DAY,
      because: ['max_length'],
      text: 'It ended at 2027-01-16T08:00:00.000Z, by the maximum length of 24 h. Its exit type is timeout, since no end was told.',
    });
  });
});

it('says how it began, that it was reopened, and until when it can be', () => {
  const previous = openSession().session_id;
  const opening = {
    ...opened.opening,
    previous_session_id: previous,
  };
  const session = sessionAfter(
    { at: T0, event: { ...opened, opening } },
    { at: T0 + MINUTE, event: endEvent({ sent_at: T0 + MINUTE }) },
    { at: T0 + 5 * MINUTE, event: openEvent({ sent_at: T0 + 5 * MINUTE }) },
  );
  const texts = explainSession(session, T0 + 6 * MINUTE).map(({ text }) => text);
  expect(texts).toEqual([
    `It began at 2027-01-15T08:00:00.000Z. It follows session ${previous}: that one was final, or the caller named it.`,
    'It is not engaged: only 0 s of active time (10 s are enough), 1 page view (2 are enough), and nobody was identified.',
    'It is no bounce yet: it is active.',
    'It was reopened once: it was opened again after an end and before it was final.',
    'It is active. Unless more is heard, it ends at 2027-01-15T08:35:00.000Z.',
    'It is live until 2027-01-15T08:35:00.000Z.',
    'It is not counted as a bot.',
  ]);
});

it('says of a bot why it is one', () => {
  const session = { ...openSession(), is_bot: true, bot_reason: 'no_user_agent' };
  expect(about(session, 'bot')?.text).toBe(
    'It is counted as a bot: a page sent no user agent. Reports leave it out.',
  );
});

it('agrees with what is shown, whatever happened', () => {
  eachMoment(({ after: state, at: now }) => {
    const shown = viewSession(state, now);
    const value = (name: string) => about(state, name, now)?.value;
    expect(value('engaged')).toBe(shown.engaged);
    expect(value('bounced')).toBe(shown.status === 'ended' && !shown.engaged);
    expect(value('reopened')).toBe(shown.reopened_count);
    expect(value('ended')).toBe(shown.ended_at);
    expect(value('final')).toBe(shown.resumable_until !== null && now >= shown.resumable_until);
  });
});
