/** Times as people and models read them, beside the milliseconds. */
import { offsetAt } from '../../reports/zone';

const MINUTE_MS = 60_000;

/** `2026-11-30T14:05:09+01:00`: ISO 8601, in the zone. `zone`: a name that the engine knows. */
export function toIso(instant: number, zone: string): string {
  const offset = Math.round(offsetAt(zone, instant) / MINUTE_MS);
  const wall = new Date(instant + offset * MINUTE_MS).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${wall}${offset < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(minutes)}`;
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}
