/** Where a visitor is. No IP address is stored. */
import type { Caller } from '../../access/caller';
import { nameTimeZone, renameTimeZone } from '../../time-zone';
import { type Location, MAX_CHARS } from '../life/session';
import type { OpenCommand } from '../schema';
import { nameCountry } from './country';
import { cut } from './cut';
import type { RequestFacts } from './request-facts';

/**
 * As the caller says, else as Cloudflare or a proxy of the site does; of a private session the country only. Country, region
 * and city come from one source: if the caller gives any of them, the others are not filled in, since they may be of another
 * place. A country or time zone that the caller gives and that cannot be read is null and not filled in; the session is opened
 * all the same.
 */
export function locate(
  command: OpenCommand,
  request: RequestFacts,
  caller: Caller,
  isPrivate: boolean,
): Location {
  const given = readPlace(command.location ?? {});
  const found = readPlace(findPlace(request, caller));
  // Of a private session nothing else is stored, also if the caller gives it.
  if (isPrivate) {
    const country = nameCountry(given.country ?? found.country);
    return { country, region: null, city: null, timezone: null };
  }
  const { country, region, city } = (given.country ?? given.region ?? given.city) ? given : found;
  return {
    country: nameCountry(country),
    region,
    city,
    timezone:
      given.timezone === null && found.timezone !== null
        ? renameTimeZone(found.timezone)
        : nameTimeZone(given.timezone),
  };
}

/** Where Cloudflare or a proxy of the site locates the visitor; empty for a server, whose own place is not the visitor's. */
function findPlace(request: RequestFacts, caller: Caller): Record<string, unknown> {
  if (caller.kind === 'server') return {};
  return caller.proxied === null ? Object(request.cf) : { country: caller.proxied.country };
}

/** Without blanks around; null where nothing is left. */
function readPlace(place: Record<string, unknown>): Location {
  const read = (name: keyof Location) => {
    const value = place[name];
    return typeof value === 'string' ? cut(value.trim(), MAX_CHARS[name]) : null;
  };
  return {
    country: read('country'),
    region: read('region'),
    city: read('city'),
    timezone: read('timezone'),
  };
}
