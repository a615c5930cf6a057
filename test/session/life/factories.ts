import {
  asId,
  type LeadId,
  type SessionId,
  type SiteId,
  type VisitorId,
} from '../../../src/ids/uuid';
import { type Accepted, decide, type Refused } from '../../../src/session/life/lifecycle';
import type {
  EndEvent,
  IdentifyEvent,
  OpenEvent,
  Session,
  SessionEvent,
  UpdateEvent,
} from '../../../src/session/life/session';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** When the sessions of these tests start. */
export const T0 = 1_800_000_000_000;
export const IDLE = 30 * MINUTE;
export const SITE = asId<SiteId>('11111111-1111-4111-8111-111111111111');
export const OTHER_SITE = asId<SiteId>('22222222-2222-4222-8222-222222222222');
export const SESSION_ID = asId<SessionId>('33333333-3333-7333-8333-333333333333');
export const VISITOR = asId<VisitorId>('44444444-4444-4444-8444-444444444444');
export const LEAD = asId<LeadId>('55555555-5555-4555-8555-555555555555');
export const OTHER_LEAD = asId<LeadId>('66666666-6666-4666-8666-666666666666');

/** Each open is a call of its own. */
let calls = 0;
function mintCallId(): SessionId {
  calls += 1;
  return asId(`77777777-7777-4777-8777-${String(calls).padStart(12, '0')}`);
}

export function openEvent(overrides: Partial<OpenEvent> = {}): OpenEvent {
  return {
    type: 'open',
    caller: 'browser',
    session_id: SESSION_ID,
    site_id: SITE,
    url: 'https://shop.example/',
    follower_id: mintCallId(),
    opening: {
      visitor_id: VISITOR,
      fingerprint: null,
      idle_timeout_ms: IDLE,
      referrer: null,
      referrer_host: null,
      referrer_is_internal: false,
      utm_params: {
        source: null,
        medium: null,
        campaign: null,
        term: null,
        content: null,
        id: null,
      },
      click_id: null,
      source: 'Direct',
      channel: 'Direct',
      device: {
        type: 'desktop',
        os: { name: null, version: null },
        screen_size: null,
        pixel_ratio: null,
        orientation: null,
        memory: null,
        cpu_cores: null,
        touch_support: null,
      },
      browser: { name: null, version: null, language: null },
      location: { country: null, region: null, city: null, timezone: null },
      is_bot: false,
      bot_reason: null,
      previous_session_id: null,
    },
    ...overrides,
  };
}

export function updateEvent(overrides: Partial<UpdateEvent> = {}): UpdateEvent {
  return { type: 'update', caller: 'browser', ...overrides };
}

export function endEvent(overrides: Partial<EndEvent> = {}): EndEvent {
  return { type: 'end', caller: 'browser', ...overrides };
}

export function identifyEvent(overrides: Partial<IdentifyEvent> = {}): IdentifyEvent {
  return { type: 'identify', lead_id: LEAD, replace: false, ...overrides };
}

/** An event and when it is received. */
export type Step = { at: number; event: SessionEvent };

/** What was decided, or a failed test: for steps that have to be accepted. */
export function accept(outcome: Accepted | Refused): Accepted {
  if ('error' in outcome) throw new Error(`refused: ${outcome.error}`);
  return outcome;
}

/** The session after all these steps, each of which has to be accepted. */
export function sessionAfter(...steps: Step[]): Session {
  let session: Session | null = null;
  for (const { at, event } of steps) session = accept(decide(session, event, at)).next;
  if (session === null) throw new Error('no steps');
  return session;
}

/** The session after these events, a second apart, each of which has to be accepted. */
export function sessionFrom(...events: SessionEvent[]): Session {
  return sessionAfter(...events.map((event, index) => ({ at: T0 + index * SECOND, event })));
}

/** The stored state after these steps; a refusal stores nothing, as in the object. */
export function storedAfter(start: Session | null, steps: Step[]): Session | null {
  let session = start;
  for (const { at, event } of steps) {
    const outcome = decide(session, event, at);
    if ('next' in outcome) session = outcome.next;
  }
  return session;
}

export function openSession(overrides: Partial<OpenEvent> = {}, at = T0): Session {
  return sessionAfter({ at, event: openEvent(overrides) });
}
