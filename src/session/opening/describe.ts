/**
 * What the request tells of a visitor where the caller does not: device and browser from the user agent,
 * location from Cloudflare, campaign from the landing URL, whether it is a bot. No address is kept.
 */
import Bowser from 'bowser';
import { isbot } from 'isbot';
import type { Caller } from '../../access/admit';
import { deriveUuid } from '../../ids/uuid';
import type { Site } from '../../sites/schema';
import {
  type Browser,
  type Device,
  type Location,
  type Opening,
  UTM_NAMES,
  type UtmParams,
} from '../life/session';
import type { OpenCommand } from '../schema';

export async function describeOpening(
  command: OpenCommand,
  request: Request,
  caller: Caller,
): Promise<Opening> {
  const { headers } = request;
  const isPrivate = asksForPrivacy(headers, caller.site);
  const bot_reason = findBotReason(request, caller);
  return {
    visitor_id: await chooseVisitor(command, isPrivate),
    fingerprint: isPrivate ? null : (command.fingerprint ?? null),
    idle_timeout_ms: caller.site.idle_timeout_ms,
    referrer: command.referrer || null,
    utm_params: readUtm(command),
    ...describeAgent(command, headers, caller),
    location: locate(command, request, caller, isPrivate),
    is_bot: bot_reason !== null,
    bot_reason,
    // Naming the visit before would tell that both are of one visitor.
    previous_session_id:
      isPrivate || command.previous_session_id === command.id
        ? null
        : (command.previous_session_id ?? null),
  };
}

/** Global Privacy Control (https://w3c.github.io/gpc/) or Do Not Track, at a site that heeds them. */
export function asksForPrivacy(headers: Headers, site: Site): boolean {
  return site.respect_gpc && (headers.get('sec-gpc') === '1' || headers.get('dnt') === '1');
}

/** The visitor the client remembers, else the one its fingerprint stands for, else a new one. */
async function chooseVisitor(command: OpenCommand, isPrivate: boolean): Promise<string> {
  if (isPrivate) return crypto.randomUUID();
  if (command.visitor_id !== undefined) return command.visitor_id;
  if (command.fingerprint === undefined) return crypto.randomUUID();
  return deriveUuid('visitor', command.site_id, command.fingerprint);
}

/**
 * A server's own address, HTTP library and place say nothing of the visitor, nor do a proxy's; the user agent of a
 * browser that they forward does.
 */
function findBotReason(request: Request, caller: Caller): string | null {
  if (caller.kind === 'server') return null;
  const score = caller.proxied === null ? request.cf?.botManagement : undefined;
  if (isVerifiedBot(score)) return 'bot_management';
  return isbot(request.headers.get('user-agent')) ? 'user_agent' : null;
}

/** https://developers.cloudflare.com/bots/concepts/bot-score/: 1 is certainly automated, below 30 likely. */
function isVerifiedBot(management: unknown): boolean {
  const { verifiedBot, score }: { verifiedBot?: unknown; score?: unknown } = Object(management);
  return verifiedBot === true || (typeof score === 'number' && score > 0 && score < 30);
}

function describeAgent(
  command: OpenCommand,
  headers: Headers,
  caller: Caller,
): { device: Device; browser: Browser } {
  const agent = headers.get('user-agent') ?? '';
  const seen =
    agent === '' || (caller.kind === 'server' && isbot(agent)) ? null : Bowser.parse(agent);
  const { device, browser } = command;
  // Safari of an iPad says that it is a Mac, and no Mac has a touch screen.
  const isTablet = seen?.os.name === 'macOS' && device?.touch_support === true;
  const language = headers.get('accept-language')?.split(/[,;]/, 1)[0]?.trim();
  return {
    device: {
      type: device?.type ?? (isTablet ? 'tablet' : cut(seen?.platform.type, 32)),
      os: device?.os.name
        ? device.os
        : isTablet
          ? { name: 'iPadOS', version: null }
          : { name: cut(seen?.os.name, 64), version: cut(seen?.os.version, 64) },
      screen_size: device?.screen_size ?? null,
      pixel_ratio: device?.pixel_ratio ?? null,
      orientation: device?.orientation ?? null,
      memory: device?.memory ?? null,
      cpu_cores: device?.cpu_cores ?? null,
      touch_support: device?.touch_support ?? null,
    },
    browser: {
      name: browser?.name ?? cut(seen?.browser.name, 64),
      version: browser?.version ?? (browser?.name ? null : cut(seen?.browser.version, 64)),
      language: browser?.language ?? (caller.kind === 'server' ? null : cut(language, 35)),
    },
  };
}

function locate(
  command: OpenCommand,
  request: Request,
  caller: Caller,
  isPrivate: boolean,
): Location {
  const given = command.location;
  const place = findPlace(request, caller);
  const seen = (name: string, max: number) =>
    typeof place[name] === 'string' ? cut(place[name], max) : null;
  const country = given?.country ?? seen('country', 64);
  if (isPrivate) return { country, region: null, city: null, timezone: null };
  return {
    country,
    region: given?.region ?? seen('region', 128),
    city: given?.city ?? seen('city', 128),
    timezone: given?.timezone ?? seen('timezone', 64),
  };
}

/** Where Cloudflare sees the visitor, or as far as a proxy of the site tells. */
function findPlace(request: Request, caller: Caller): Record<string, unknown> {
  if (caller.kind === 'server') return {};
  return caller.proxied === null ? Object(request.cf) : { country: caller.proxied.country };
}

/**
 * As given, else as given with the prefix, else from the landing URL; but not of a page that was opened in the session before:
 * what has brought the visitor to that one has not brought them to this one.
 */
function readUtm(command: OpenCommand): UtmParams {
  const { url, landing = true } = command;
  const query = url !== undefined && landing ? new URL(url).searchParams : null;
  const values = UTM_NAMES.map((name) => [
    name,
    command.utm_params?.[name] ??
      command.utm_params?.[`utm_${name}`] ??
      command[`utm_${name}`] ??
      cut(query?.get(`utm_${name}`), 256),
  ]);
  return Object.fromEntries(values);
}

function cut(text: string | null | undefined, max: number): string | null {
  return text ? text.slice(0, max).toWellFormed() : null;
}
