/**
 * Where the visitor came from, in D1: campaign, source and channel are counted without case, and shown as they were told.
 * SQLite's `lower()` knows the case of ASCII letters only, so in `sessions` all others are in lower case already; what was told is
 * in `session_details` where it differs.
 */
import { pagePath } from '../life/page';
import type { JsonValue, Session } from '../life/session';
import { withoutBlanks } from './blanks';

type Value = string | number | null;
type ArrivalRow = Record<
  | 'utm_source'
  | 'utm_medium'
  | 'utm_campaign'
  | 'utm_term'
  | 'utm_content'
  | 'source'
  | 'channel'
  | 'referrer'
  | 'referrer_host',
  Value
>;

/** The columns of `sessions`. */
export function countArrival(session: Session) {
  const { utm_params, landing_url } = session;
  return {
    utm_source: foldBeyondAscii(utm_params.source),
    utm_medium: foldBeyondAscii(utm_params.medium),
    utm_campaign: foldBeyondAscii(utm_params.campaign),
    utm_term: foldBeyondAscii(utm_params.term),
    utm_content: foldBeyondAscii(utm_params.content),
    source: foldBeyondAscii(session.source),
    channel: session.channel,
    referrer_host: session.referrer_host,
    landing_path: landing_url && pagePath(landing_url),
  };
}

/** The column `arrival` of `session_details`. */
export function detailArrival(session: Session): Record<string, JsonValue> {
  return withoutBlanks({
    utm_id: session.utm_params.id,
    click_id: session.click_id,
    referrer_is_internal: session.referrer_is_internal || null,
    told: toldBeyondAscii(session),
  });
}

/** What the two functions above have written, as it is in a session. `detail`: the column `arrival`. */
export function readArrival(row: ArrivalRow, detail: Record<string, JsonValue>) {
  const { utm_id = null, click_id = null, referrer_is_internal = false } = detail;
  const { session_source = row.source, ...told }: Record<string, unknown> = Object(detail.told);
  return {
    referrer: row.referrer,
    referrer_host: row.referrer_host,
    referrer_is_internal,
    utm_params: {
      source: row.utm_source,
      medium: row.utm_medium,
      campaign: row.utm_campaign,
      term: row.utm_term,
      content: row.utm_content,
      id: utm_id,
      ...told,
    },
    click_id,
    source: session_source,
    channel: row.channel,
  };
}

function toldBeyondAscii({ source, utm_params }: Session): Record<string, string | null> {
  const { id: _, ...counted } = utm_params;
  const told = Object.entries({ ...counted, session_source: source });
  return Object.fromEntries(told.filter(([, value]) => foldBeyondAscii(value) !== value));
}

/**
 * A text as the columns above compare after SQLite's `lower()`: for a value that somebody looks for.
 *
 * @example
 * foldCase('ÜBER Uns') // 'über uns'
 */
export function foldCase(value: string): string {
  return foldBeyondAscii(value).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function foldBeyondAscii(value: string): string;
function foldBeyondAscii(value: string | null): string | null;
function foldBeyondAscii(value: string | null): string | null {
  if (value === null) return null;
  return value.normalize('NFC').replace(/[^\0-\x7f]+/g, (letters) => letters.toLowerCase());
}
