import { describe, expect, it } from 'vitest';
import { phaseOf } from '../../../src/session/life/expiry';
import { decide, type Refusal } from '../../../src/session/life/lifecycle';
import type { Session, SessionEvent } from '../../../src/session/life/session';
import {
  accept,
  DAY,
  endEvent,
  HOUR,
  IDLE,
  identifyEvent,
  MINUTE,
  OTHER_LEAD,
  OTHER_SITE,
  openEvent,
  SECOND,
  type Step,
  sessionAfter,
  T0,
  updateEvent,
} from './factories';

const opened: Step = { at: T0, event: openEvent({ sent_at: T0 }) };
const active: Step = {
  at: T0 + MINUTE,
  event: updateEvent({ sent_at: T0 + MINUTE, page_views: 3, active_time: 20 * SECOND }),
};
const closed: Step = { at: T0 + 2 * MINUTE, event: endEvent({ sent_at: T0 + 2 * MINUTE }) };
const identified: Step = { at: T0 + 30 * SECOND, event: identifyEvent() };
const reopening: Step = { at: T0 + 5 * MINUTE, event: openEvent({ sent_at: T0 + 5 * MINUTE }) };
const heartbeats: Step[] = Array.from({ length: 71 }, (_, index) => {
  const at = T0 + (index + 1) * 20 * MINUTE;
  return { at, event: updateEvent({ sent_at: at }) };
});
const waking = (at: number): Step => ({ at, event: { type: 'wake' } });
type Situation = { session: Session | null; now: number };
const STATES: Record<string, Situation> = {
  none: { session: null, now: T0 + MINUTE },
  fresh: { session: sessionAfter(opened), now: T0 + 45 * SECOND },
  engaged: { session: sessionAfter(opened, active), now: T0 + 2 * MINUTE },
  overdue: { session: sessionAfter(opened, active), now: T0 + IDLE + 5 * MINUTE },
  overlong: { session: sessionAfter(opened, ...heartbeats), now: T0 + DAY + MINUTE },
  ended: { session: sessionAfter(opened, active, closed), now: T0 + 6 * MINUTE },
  final: { session: sessionAfter(opened, active, closed), now: T0 + 2 * MINUTE + IDLE },
  idled: {
    session: sessionAfter(opened, active, waking(T0 + MINUTE + IDLE)),
    now: T0 + 2 * HOUR,
  },
  maxed: {
    session: sessionAfter(opened, ...heartbeats, waking(T0 + DAY)),
    now: T0 + DAY + MINUTE,
  },
  reopened: { session: sessionAfter(opened, active, closed, reopening), now: T0 + 6 * MINUTE },
  lead: { session: sessionAfter(opened, identified, active), now: T0 + 2 * MINUTE },
  endedLead: { session: sessionAfter(opened, identified, active, closed), now: T0 + 6 * MINUTE },
};

type Case = { before?: SessionEvent; event: SessionEvent };
const older = T0 - SECOND;
const EVENTS: Record<string, (now: number) => Case> = {
  'open same site': (now) => ({ event: openEvent({ sent_at: now }) }),
  'open other site': (now) => ({ event: openEvent({ sent_at: now, site_id: OTHER_SITE }) }),
  'open older': () => ({ event: openEvent({ sent_at: older }) }),
  'update now': (now) => ({ event: updateEvent({ sent_at: now, page_views: 9 }) }),
  'update late activity': () => ({
    event: updateEvent({ last_activity_at: T0 + 30 * SECOND, page_views: 9 }),
  }),
  'update late sent_at': () => ({ event: updateEvent({ sent_at: older, page_views: 9 }) }),
  'update future': (now) => ({ event: updateEvent({ last_activity_at: now + HOUR }) }),
  'update lower': () => ({
    event: updateEvent({ sent_at: older, page_views: 0, active_time: 0 }),
  }),
  'end plain': (now) => ({ event: endEvent({ sent_at: now }) }),
  'end with exit_type': (now) => ({ event: endEvent({ sent_at: now, exit_type: 'bounce' }) }),
  'end stale': () => ({ event: endEvent({ sent_at: older }) }),
  'end repeat': (now) => ({
    before: endEvent({ sent_at: now, duration: 9 * SECOND }),
    event: endEvent({ sent_at: now, duration: 9 * SECOND }),
  }),
  'end late': () => ({ event: endEvent({ duration: 30 * SECOND, exit_type: 'exit' }) }),
  'identify new': () => ({ event: identifyEvent() }),
  'identify same': () => ({ before: identifyEvent(), event: identifyEvent() }),
  'identify other': () => ({
    before: identifyEvent(),
    event: identifyEvent({ lead_id: OTHER_LEAD }),
  }),
  'identify replace': () => ({
    before: identifyEvent(),
    event: identifyEvent({ lead_id: OTHER_LEAD, replace: true }),
  }),
  link: () => ({ event: { type: 'link', lead_id: OTHER_LEAD } }),
  wake: () => ({ event: { type: 'wake' } }),
};

const REFUSALS: Record<string, Refusal> = {
  N: 'session_not_found',
  C: 'session_conflict',
  F: 'session_final',
  E: 'session_ended',
  L: 'lead_conflict',
};

/**
 * The phase afterwards, and what came of it: `+` changed, `=` nothing to store, `^` reopened,
 * `*` new, `!` refused. Time passing is a change too, so `=` is never in a column whose
 * ending is not yet stored, unless something came before. What is more than a minute behind changes what is remembered of
 * its clock.
 */
const TABLE = `
                     | none  | fresh   | engaged | overdue | overlong | ended   | final   | idled   | maxed   | reopened | lead    | endedLead
open same site       | live* | live+   | live+   | final!F | final!F  | live^   | final!F | final!F | final!F | live+    | live+   | live^
open other site      | live* | live!C  | live!C  | final!C | final!C  | ended!C | final!C | final!C | final!C | live!C   | live!C  | ended!C
open older           | live* | live+   | live+   | final!F | final!F  | live^   | final!F | final!F | final!F | live+    | live+   | live^
update now           | none!N| live+   | live+   | final!E | final!E  | ended!E | final!E | final!E | final!E | live+    | live+   | ended!E
update late activity | none!N| live+   | live+   | final+  | final+   | ended+  | final+  | final+  | final+  | live+    | live+   | ended+
update late sent_at  | none!N| live+   | live+   | final+  | final+   | ended+  | final+  | final+  | final+  | live+    | live+   | ended+
update future        | none!N| live+   | live+   | final!E | final!E  | ended!E | final!E | final!E | final!E | live+    | live+   | ended!E
update lower         | none!N| live=   | live+   | final+  | final+   | ended=  | final=  | final=  | final=  | live+    | live+   | ended=
end plain            | none!N| ended+  | ended+  | final+  | final+   | ended+  | final+  | final+  | final+  | ended+   | ended+  | ended+
end with exit_type   | none!N| ended+  | ended+  | final+  | final+   | ended+  | final+  | final+  | final+  | ended+   | ended+  | ended+
end stale            | none!N| live=   | live+   | final+  | final+   | ended=  | final=  | final=  | final=  | live+    | live+   | ended=
end repeat           | none!N| ended=  | ended=  | final=  | final=   | ended=  | final=  | final=  | final=  | ended=   | ended=  | ended=
end late             | none!N| ended+  | ended+  | final+  | final+   | ended=  | final=  | final+  | final+  | ended+   | ended+  | ended=
identify new         | none!N| live+   | live+   | final+  | final+   | ended+  | final+  | final+  | final+  | live+    | live=   | ended=
identify same        | none!N| live=   | live=   | final=  | final=   | ended=  | final=  | final=  | final=  | live=    | live=   | ended=
identify other       | none!N| live!L  | live!L  | final!L | final!L  | ended!L | final!L | final!L | final!L | live!L   | live!L  | ended!L
identify replace     | none!N| live+   | live+   | final+  | final+   | ended+  | final+  | final+  | final+  | live+    | live+   | ended+
link                 | none!N| live+   | live+   | final+  | final+   | ended+  | final+  | final+  | final+  | live+    | live=   | ended=
wake                 | none!N| live=   | live=   | final+  | final+   | ended=  | final=  | final=  | final=  | live=    | live=   | ended=
`;

type Cell = { event: string; state: string; expected: string };
const CELLS = readTable(TABLE);

describe('Every event in every state', () => {
  it.each(CELLS)('$event, $state: $expected', ({ event, state, expected }) => {
    const situation = STATES[state];
    const makeCase = EVENTS[event];
    if (situation === undefined || makeCase === undefined) throw new Error('no such row or column');
    expect(outcomeOf(situation, makeCase(situation.now))).toBe(spellOut(expected));
  });

  it('is in the table once for every pair of state and event', () => {
    const pairs = Object.keys(EVENTS).flatMap((event) =>
      Object.keys(STATES).map((state) => `${event}, ${state}`),
    );
    expect(CELLS.map(({ event, state }) => `${event}, ${state}`).sort()).toEqual(pairs.sort());
  });

  it('includes every type of event', () => {
    const types: Record<SessionEvent['type'], true> = {
      open: true,
      update: true,
      end: true,
      identify: true,
      link: true,
      wake: true,
    };
    const covered = new Set(Object.values(EVENTS).map((makeCase) => makeCase(T0).event.type));
    expect([...covered].sort()).toEqual(Object.keys(types).sort());
  });
});

function readTable(table: string): Cell[] {
  const [head, ...rows] = table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const states = head?.filter((state) => state !== '') ?? [];
  return rows.flatMap(([event = '', ...cells]) =>
    cells.map((expected, index) => ({ event, state: states[index] ?? '', expected })),
  );
}

function spellOut(cell: string): string {
  const [, phase, mark, refusal = ''] = /^(\w+)([+=^*!])(\w?)$/.exec(cell) ?? [];
  const meaning: Record<string, string> = {
    '+': 'changed',
    '=': 'unchanged',
    '^': 'reopened',
    '*': 'new',
    '!': `refused as ${REFUSALS[refusal]}`,
  };
  return `${phase}, ${meaning[mark ?? '']}`;
}

function outcomeOf({ session, now }: Situation, { before, event }: Case): string {
  const start =
    before === undefined || session === null ? session : accept(decide(session, before, now)).next;
  const outcome = decide(start, event, now);
  if ('error' in outcome) {
    const phase = outcome.session === null ? 'none' : phaseOf(outcome.session, now);
    return `${phase}, refused as ${outcome.error}`;
  }
  const { next, changed, reopened, is_new_session } = outcome;
  expect(next.version > (start?.version ?? 0)).toBe(changed);
  expect(next.reopened_count).toBe((start?.reopened_count ?? 0) + (reopened ? 1 : 0));
  const phase = phaseOf(next, now);
  if (is_new_session) return `${phase}, new`;
  if (reopened) return `${phase}, reopened`;
  return `${phase}, ${changed ? 'changed' : 'unchanged'}`;
}
