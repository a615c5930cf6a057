/** Where a visitor is. No IP address is stored. */
import type { Caller } from '../../access/caller';
import { type Location, MAX_CHARS } from '../life/session';
import type { OpenCommand } from '../schema';
import { cut } from './cut';
import type { RequestFacts } from './request-facts';

/** As the caller says, else as Cloudflare or a proxy of the site does; of a private session the country only. */
export function locate(
  command: OpenCommand,
  request: RequestFacts,
  caller: Caller,
  isPrivate: boolean,
): Location {
  const given = command.location;
  const place = findPlace(request, caller);
  const seen = (name: keyof Location) =>
    typeof place[name] === 'string' ? cut(place[name], MAX_CHARS[name]) : null;
  const country = given?.country ?? seen('country');
  if (isPrivate) return { country, region: null, city: null, timezone: null };
  return {
    country,
    region: given?.region ?? seen('region'),
    city: given?.city ?? seen('city'),
    timezone: given?.timezone ?? seen('timezone'),
  };
}

/** Where Cloudflare or a proxy of the site locates the visitor; of a server's own place nothing. */
function findPlace(request: RequestFacts, caller: Caller): Record<string, unknown> {
  if (caller.kind === 'server') return {};
  return caller.proxied === null ? Object(request.cf) : { country: caller.proxied.country };
}
