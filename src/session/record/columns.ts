/**
 * Which part of a session is in which table of D1: `sessions` has what reports count, `session_details` what is only shown or
 * needed to continue the session. Only the key is in both. Pure. Ids are UUIDs here and 16 bytes in D1.
 */
import { asId, formatUuid, type SessionId } from '../../ids/uuid';
import { measure } from '../life/measure';
import { exitPath } from '../life/page';
import type { JsonValue, Session } from '../life/session';
import { upgrade } from '../life/shape';
import { countArrival, detailArrival, readArrival } from './arrival';
import { withoutBlanks } from './blanks';
import { packPages, readPages } from './pages';

/** Who came, where from and with what: what sessions are counted by. */
export const DIMENSIONS = [
  'is_bot',
  'device_type',
  'os',
  'browser',
  'language',
  'country',
  'region',
  'city',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'source',
  'channel',
  'referrer_host',
] as const;
/** Fixed when the session is opened. */
const OPENING_COUNTED = [
  'site_id',
  'started_at',
  'session_id',
  'visitor_id',
  'idle_timeout_ms',
  ...DIMENSIONS,
  'landing_path',
] as const;
export const MOVING_COUNTED = [
  'identified_at',
  'last_activity_at',
  'ended_at',
  'ended_by',
  'exit_type',
  'duration',
  'active_time',
  'page_views',
  'engaged',
  'reopened_count',
  'exit_path',
  'version',
] as const;
/** `visitor_key` is not among them: it is a hash, which is computed where records are written. */
export const COUNTED_COLUMNS = [...OPENING_COUNTED, ...MOVING_COUNTED, 'lead_id'] as const;

const OPENING_DETAILS = [
  'session_id',
  'site_id',
  'started_at',
  'fingerprint',
  'landing_url',
  'referrer',
  'device',
  'bot_reason',
  'previous_session_id',
  'arrival',
] as const;
export const MOVING_DETAILS = [
  'current_url',
  'exit_url',
  'consent',
  'custom_data',
  'pages',
  'merge',
] as const;
export const DETAIL_COLUMNS = [...OPENING_DETAILS, ...MOVING_DETAILS] as const;

const ID_COLUMNS: ReadonlySet<string> = new Set([
  'site_id',
  'session_id',
  'lead_id',
  'visitor_id',
  'previous_session_id',
]);

type CountedColumn = (typeof COUNTED_COLUMNS)[number];
type DetailColumn = (typeof DETAIL_COLUMNS)[number];
/** A row as it is read: ids as hexadecimal digits, objects as JSON. */
export type RecordRow = Record<CountedColumn | DetailColumn, string | number | null>;

/** The place of a record in the order of `sessions`. Ids in hexadecimal digits. */
export type RecordPlace = { site: string; started_at: number; session: string };

/** The row in `sessions`. */
export function countedValues(session: Session): Record<CountedColumn, JsonValue> {
  const { duration, active_time, engaged, exit_type } = measure(session);
  const { device, browser, location } = session;
  return {
    site_id: session.site_id,
    started_at: session.started_at,
    session_id: session.session_id,
    visitor_id: session.visitor_id,
    lead_id: session.lead_id,
    identified_at: session.identified_at,
    idle_timeout_ms: session.idle_timeout_ms,
    last_activity_at: session.last_activity_at,
    ended_at: session.ended_at,
    ended_by: session.ended_by,
    exit_type,
    duration,
    active_time,
    page_views: session.page_views,
    engaged: engaged ? 1 : 0,
    reopened_count: session.reopened_count,
    is_bot: session.is_bot ? 1 : 0,
    device_type: device.type,
    os: device.os.name,
    browser: browser.name,
    language: browser.language,
    country: location.country,
    region: location.region,
    city: location.city,
    ...countArrival(session),
    exit_path: exitPath(session),
    version: session.version,
  };
}

/** The row in `session_details`. */
export function detailValues(session: Session): Record<DetailColumn, JsonValue> {
  const { device, browser, location, merge, writers, shape } = session;
  const { type: _, os, ...shown } = device;
  return {
    session_id: session.session_id,
    site_id: session.site_id,
    started_at: session.started_at,
    fingerprint: session.fingerprint,
    landing_url: session.landing_url,
    current_url: session.current_url,
    exit_url: session.exit_url,
    referrer: session.referrer,
    device: withoutBlanks({
      ...shown,
      os_version: os.version,
      browser_version: browser.version,
      timezone: location.timezone,
    }),
    consent: orNull(session.consent),
    custom_data: orNull(session.custom_data),
    bot_reason: session.bot_reason,
    previous_session_id: session.previous_session_id,
    arrival: orNull(detailArrival(session)),
    pages: packPages(session),
    merge: {
      shape,
      ...withoutBlanks({ ...merge, exit_told: merge.exit_told || null }),
      writers: withoutBlanks({ ...writers, pages: null }),
    },
  };
}

/** Default values, which are left out of the column `merge`: every byte there is paid for months. */
const BLANK_MERGE = {
  duration: null,
  exit_type: null,
  exit_told: false,
  clocks: {},
  skews: {},
  closings: {},
};
const BLANK_WRITERS = { custom_data: {}, consent: {}, opens: {}, follower_id: null };

/** The session of a record; throws if the record is unreadable. */
export function rowToSession(row: RecordRow): Session {
  const shown = parse(row.device);
  const { shape, writers, ...merge }: Record<string, unknown> = parse(row.merge);
  const { os_version = null, browser_version = null, timezone = null, ...device } = shown;
  return upgrade({
    shape,
    session_id: uuidOf(row.session_id),
    site_id: uuidOf(row.site_id),
    visitor_id: uuidOf(row.visitor_id),
    fingerprint: row.fingerprint,
    lead_id: uuidOf(row.lead_id),
    identified_at: row.identified_at,
    idle_timeout_ms: row.idle_timeout_ms,
    started_at: row.started_at,
    last_activity_at: row.last_activity_at,
    ended_at: row.ended_at,
    ended_by: row.ended_by,
    exit_url: row.exit_url,
    page_views: row.page_views,
    landing_url: row.landing_url,
    current_url: row.current_url,
    ...readArrival(row, parse(row.arrival)),
    device: {
      type: row.device_type,
      os: { name: row.os, version: os_version },
      screen_size: null,
      pixel_ratio: null,
      orientation: null,
      memory: null,
      cpu_cores: null,
      touch_support: null,
      ...device,
    },
    browser: { name: row.browser, version: browser_version, language: row.language },
    location: { country: row.country, region: row.region, city: row.city, timezone },
    consent: parse(row.consent),
    custom_data: parse(row.custom_data),
    is_bot: row.is_bot === 1,
    bot_reason: row.bot_reason,
    previous_session_id: uuidOf(row.previous_session_id),
    reopened_count: row.reopened_count,
    version: row.version,
    // Records of older shapes leave nothing out.
    merge: shape === undefined ? merge : { ...BLANK_MERGE, ...merge },
    ...(shape !== undefined && {
      writers: { ...BLANK_WRITERS, ...Object(writers), ...readPages(row, Object(writers).first) },
    }),
  });
}

/** An expression in SQL: the 16 bytes of a UUID that is given as text. */
export function toBytes(expression: string): string {
  return `unhex(${expression}, '-')`;
}

/** The value of a column as `rowToSession` takes it. */
export function selectColumn(table: string, column: string): string {
  return ID_COLUMNS.has(column)
    ? `hex(${table}.${column}) AS ${column}`
    : `${table}.${column} AS ${column}`;
}

/** The same of `sessions` itself. */
export function selectCounted(column: CountedColumn): string {
  return column === 'visitor_id'
    ? `hex(${visitorOf('sessions')}) AS ${column}`
    : selectColumn('sessions', column);
}

/** An expression: the visitor's id of a row of `sessions`, in bytes. Of records from before 0016 the details have it. */
export function visitorOf(sessions: string): string {
  return `COALESCE(${sessions}.visitor_id, (SELECT session_details.visitor_id FROM session_details
    WHERE session_details.session_id = ${sessions}.session_id))`;
}

/** The value for a column, of an element of a JSON array. */
export function insertColumn(column: string, element: string): string {
  return ID_COLUMNS.has(column) ? toBytes(element) : element;
}

/** The id of a session that a statement has found. */
export function sessionIdOf(hex: string): SessionId {
  return asId(uuidOf(hex) ?? '');
}

/** The UUID of 16 bytes as hexadecimal digits; null for none. */
export function uuidOf(hex: string | number | null): string | null {
  return hex === null || hex === '' ? null : formatUuid(String(hex).toLowerCase());
}

function parse(text: string | number | null): Record<string, JsonValue> {
  return text === null ? {} : JSON.parse(String(text));
}

function orNull(value: Record<string, JsonValue>): JsonValue {
  return Object.keys(value).length === 0 ? null : value;
}
