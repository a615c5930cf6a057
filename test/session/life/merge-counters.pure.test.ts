import { describe, expect, it } from 'vitest';
import { measure } from '../../../src/session/life/measure';
import {
  endEvent,
  IDLE,
  MINUTE,
  openEvent,
  openSession,
  SECOND,
  type Step,
  sessionAfter,
  T0,
  updateEvent,
} from './factories';

const opened: Step = { at: T0, event: openEvent({ sent_at: T0 }) };
const left: Step = { at: T0 + MINUTE, event: endEvent({ sent_at: T0 + MINUTE, page_views: 2 }) };
const totalsOf = (...steps: Step[]) => {
  const session = sessionAfter(...steps);
  return { page_views: session.page_views, active_time: measure(session).active_time };
};

describe('An open reports totals itself', () => {
  const reported = { page_views: 4, active_time: 20 * SECOND };

  it('when it creates the session, and counts at least its own page', () => {
    expect(openSession({ page_views: 3 }).page_views).toBe(3);
    expect(openSession({ page_views: 0 }).page_views).toBe(1);
    expect(openSession({ page_views: 0, url: undefined }).page_views).toBe(0);
    const update: Step = { at: T0 + MINUTE, event: updateEvent() };
    const open: Step = { at: T0, event: openEvent({ active_time: 20 * SECOND }) };
    expect(totalsOf(open, update)).toEqual({ page_views: 1, active_time: 20 * SECOND });
  });

  it.each([
    ['resumes', [opened]],
    ['reopens', [opened, left]],
  ])('when it %s it, and only raises them', (_name, before) => {
    const at = T0 + 2 * MINUTE;
    const next: Step = { at, event: openEvent({ sent_at: at, ...reported }) };
    const lower = openEvent({ sent_at: at + 1, page_views: 1, active_time: 1 });
    expect(totalsOf(...before, next)).toEqual(reported);
    expect(totalsOf(...before, next, { at: at + 1, event: lower })).toEqual(reported);
  });

  it('also when it is repeated, with newer totals than before', () => {
    const at = T0 + MINUTE;
    const first: Step = { at, event: openEvent({ sent_at: at, page_views: 2 }) };
    const again: Step = { at: at + SECOND, event: openEvent({ sent_at: at, page_views: 3 }) };
    expect(totalsOf(opened, first, again).page_views).toBe(3);
    expect(totalsOf(opened, again, first).page_views).toBe(3);
  });
});

describe('What a page can claim', () => {
  const claim = { page_views: 1_000_000 };
  const afterASecond = T0 + SECOND;

  it.each([
    ['create', [{ at: T0, event: openEvent(claim) }], 10],
    ['resume', [opened, { at: afterASecond, event: openEvent(claim) }], 12],
    ['update', [opened, { at: afterASecond, event: updateEvent(claim) }], 12],
    ['end', [opened, { at: afterASecond, event: endEvent(claim) }], 12],
    ['end, between seconds', [opened, { at: T0 + 1499, event: endEvent(claim) }], 12],
    ['reopen', [opened, left, { at: T0 + 2 * MINUTE, event: openEvent(claim) }], 250],
    ['late end', [opened, { at: T0 + 2 * IDLE, event: endEvent(claim) }], 7210],
  ] satisfies [string, Step[], number][])('is limited at %s', (_name, steps, most) => {
    expect(totalsOf(...steps).page_views).toBe(most);
  });

  it('is limited by our clock, not by its own', () => {
    const ahead = updateEvent({ ...claim, sent_at: T0 + 60 * MINUTE });
    expect(totalsOf(opened, { at: afterASecond, event: ahead }).page_views).toBe(12);
  });

  it('has no limit for a server', () => {
    const server = { caller: 'server' as const, ...claim };
    for (const event of [openEvent(server), updateEvent(server), endEvent(server)])
      expect(totalsOf(opened, { at: T0 + 1, event }).page_views).toBe(1_000_000);
    expect(openSession(server).page_views).toBe(1_000_000);
  });

  it('never lowers a known total', () => {
    const server = updateEvent({ caller: 'server', ...claim });
    const page = updateEvent({ page_views: 2_000_000 });
    const steps: Step[] = [opened, { at: T0, event: server }, { at: T0, event: page }];
    expect(totalsOf(...steps).page_views).toBe(1_000_000);
  });

  it('is the same in any order', () => {
    const [one, two] = [updateEvent({ page_views: 500 }), updateEvent({ page_views: 11 })];
    const at = T0 + 30 * SECOND;
    const inOrder = totalsOf(opened, { at, event: one }, { at, event: two });
    expect(totalsOf(opened, { at, event: two }, { at, event: one })).toEqual(inOrder);
  });
});
