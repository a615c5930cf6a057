/**
 * What is fixed when a session is opened: as the caller says, else as the request says: device and browser from the user
 * agent, location from Cloudflare, source and campaign from the landing URL, whether it is a bot. No IP address is stored.
 */
import type { Caller } from '../../access/caller';
import { asId, deriveUuid, type VisitorId } from '../../ids/uuid';
import type { Site } from '../../sites/schema';
import type { Opening } from '../life/session';
import type { OpenCommand } from '../schema';
import { describeAgent, findBotReason } from './agent';
import { describeArrival } from './arrival';
import { locate } from './place';
import type { RequestFacts } from './request-facts';

/** `caller`: whose own address and headers say nothing of the visitor if it is a server. */
export async function describeOpening(
  command: OpenCommand,
  request: RequestFacts,
  caller: Caller,
): Promise<Opening & { landing_url: string | null }> {
  const { headers } = request;
  const isPrivate = asksForPrivacy(headers, caller.site);
  const bot_reason = findBotReason(request, caller);
  const arrival = describeArrival(command, caller.site, isPrivate);
  return {
    visitor_id: await chooseVisitor(command, isPrivate),
    fingerprint: isPrivate ? null : (command.fingerprint ?? null),
    idle_timeout_ms: caller.site.idle_timeout_ms,
    ...arrival,
    ...describeAgent(command, headers, caller),
    location: locate(command, request, caller, isPrivate),
    is_bot: bot_reason !== null,
    bot_reason,
    // It would connect a private session with the one before.
    previous_session_id:
      isPrivate || command.previous_session_id === command.id
        ? null
        : (command.previous_session_id ?? null),
  };
}

/** Global Privacy Control (https://w3c.github.io/gpc/) or Do Not Track, if the site respects them. */
export function asksForPrivacy(headers: Headers, site: Site): boolean {
  return site.respect_gpc && (headers.get('sec-gpc') === '1' || headers.get('dnt') === '1');
}

/** The visitor the client remembers, else the one its fingerprint stands for, else a new one. */
async function chooseVisitor(command: OpenCommand, isPrivate: boolean): Promise<VisitorId> {
  if (isPrivate) return asId(crypto.randomUUID());
  if (command.visitor_id !== undefined) return command.visitor_id;
  if (command.fingerprint === undefined) return asId(crypto.randomUUID());
  return asId(await deriveUuid('visitor', command.site_id, command.fingerprint));
}
