/**
 * Plays a visit as if its messages came in at their times: what a create takes is validated and described as that of a page
 * (`src/session/opening`), and each message is decided on (`src/session/life`). Nothing here says what a session is.
 */
import { asId, type LeadId, type SessionId } from '../../ids/uuid';
import { decide } from '../../session/life/lifecycle';
import type { Session, SessionEvent } from '../../session/life/session';
import { storableAddress } from '../../session/opening/address-privacy';
import { describeOpening } from '../../session/opening/describe';
import { OpenSchema } from '../../session/schema';
import type { Site } from '../../sites/schema';
import { SHOP } from './shop';
import type { Visit } from './visits';
import type { Step } from './walk';

/** A message is on its way for this long. */
const TRAVELS_MS = 80;

/** Makes or finds the lead of somebody who has sent the form at `path`. `at`: in ms since the epoch. */
export type Identify = (
  session: Session,
  visit: Visit,
  path: string,
  at: number,
) => Promise<LeadId>;

/** The session as it is at `now`, in ms since the epoch. */
export async function playVisit(
  visit: Visit,
  site: Site,
  identify: Identify,
  now: number,
): Promise<Session> {
  let session = await openVisit(visit, site);
  for (const step of visit.steps) {
    const at = visit.startedAt + step.at;
    const event =
      step.type === 'form'
        ? await identifyBy(identify, session, visit, step.path, at)
        : toEvent(step, session, site, at);
    session = apply(session, event, at);
  }
  return apply(session, { type: 'wake' }, now);
}

/** Null where there is none yet. Throws where a message is refused: the visit was made wrongly. */
export function apply(session: Session | null, event: SessionEvent, at: number): Session {
  const decided = decide(session, event, at);
  if ('error' in decided) throw new Error(`${event.type} at ${at}: ${decided.error}`);
  return decided.next;
}

async function openVisit({ person, source, ...visit }: Visit, site: Site): Promise<Session> {
  const { machine, place } = person;
  const [width, height] = machine.screen;
  const query = source.query === undefined ? '' : `?${source.query}`;
  const sent_at = visit.startedAt - TRAVELS_MS;
  const command = OpenSchema.parse({
    site_id: site.site_id,
    id: visit.sessionId,
    visitor_id: person.visitorId,
    url: `${SHOP}${visit.landing}${query}`,
    referrer: source.referrer,
    device: { screen_size: { width, height }, touch_support: machine.isPhone },
    location: { timezone: place.timezone },
    sent_at,
  });
  const headers = new Headers({
    'user-agent': machine.agent,
    'accept-language': place.languages,
    origin: SHOP,
  });
  const caller = { kind: 'browser', site, proxied: null } as const;
  const { landing_url, ...opening } = await describeOpening(
    command,
    { headers, cf: place },
    caller,
  );
  return apply(null, openEvent(visit, site, { opening, landing_url, sent_at }), visit.startedAt);
}

function openEvent(
  { sessionId }: Pick<Visit, 'sessionId'>,
  { site_id }: Site,
  told: {
    opening: Extract<SessionEvent, { type: 'open' }>['opening'];
    landing_url: string | null;
    sent_at: number;
  },
): SessionEvent {
  return {
    type: 'open',
    caller: 'browser',
    site_id,
    session_id: asId<SessionId>(sessionId),
    follower_id: asId<SessionId>(crypto.randomUUID()),
    url: told.landing_url ?? undefined,
    sent_at: told.sent_at,
    opening: told.opening,
  };
}

async function identifyBy(
  identify: Identify,
  session: Session,
  visit: Visit,
  path: string,
  at: number,
): Promise<SessionEvent> {
  return { type: 'identify', lead_id: await identify(session, visit, path, at), replace: false };
}

function toEvent(
  step: Exclude<Step, { type: 'form' }>,
  session: Session,
  site: Site,
  at: number,
): SessionEvent {
  const sent_at = at - TRAVELS_MS;
  const caller = 'browser';
  const address = storableAddress(`${SHOP}${step.path}`, site.url_query) ?? undefined;
  switch (step.type) {
    case 'page': {
      const { pageViews: page_views, activeMs: active_time, cart } = step;
      const custom_data = cart.length === 0 ? undefined : { cart };
      return {
        type: 'update',
        caller,
        sent_at,
        current_url: address,
        page_views,
        active_time,
        custom_data,
      };
    }
    case 'end': {
      const { pageViews: page_views, activeMs: active_time } = step;
      const duration = at - session.started_at;
      return { type: 'end', caller, sent_at, exit_url: address, page_views, active_time, duration };
    }
    case 'return':
      // What a session was opened with stays; only the address counts.
      return openEvent({ sessionId: session.session_id }, site, {
        opening: session,
        landing_url: address ?? null,
        sent_at,
      });
    default:
      return step satisfies never;
  }
}
