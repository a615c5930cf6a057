/** The API tells instants in UTC, also within sentences. Pure. */
import { moment } from '../format/times';

const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** The same sentence with its instants in the time of the site. */
export function localTimes(text: string, tz: string): string {
  return text.replace(INSTANT, (instant) => {
    const at = Date.parse(instant);
    return Number.isNaN(at) ? instant : moment(at, tz);
  });
}
