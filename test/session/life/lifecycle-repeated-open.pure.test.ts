import { expect, it } from 'vitest';
import { decide } from '../../../src/session/life/lifecycle';
import type { SessionEvent } from '../../../src/session/life/session';
import {
  endEvent,
  HOUR,
  openEvent,
  openSession,
  SECOND,
  type Step,
  sessionAfter,
  T0,
} from './factories';

const step = (seconds: number, event: SessionEvent): Step => ({ at: T0 + seconds * SECOND, event });

const sent = (seconds: number) => ({ sent_at: T0 + seconds * SECOND });

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
