/** Sessions as exports have them: what lists show, and beside it what the record knows and nobody counts. In one level. */
import type { SessionId } from '../../ids/uuid';
import { listPages, type Page } from '../life/pages';
import type { Json } from '../life/session';
import { DETAIL_COLUMNS, rowToSession, selectColumn } from './columns';
import { LISTED_ROW_COLUMNS, type ListedRow, type ListedSession, toListed } from './list';

type Value = string | number | null;

/** `screen_width`, `screen_height`: in CSS pixels. `memory`: in GiB. */
export type ExportedSession = ListedSession & {
  utm_id: string | null;
  click_id_type: string | null;
  click_id: string | null;
  referrer: string | null;
  referrer_is_internal: boolean;
  landing_url: string | null;
  current_url: string | null;
  exit_url: string | null;
  os_version: string | null;
  browser_version: string | null;
  timezone: string | null;
  screen_width: number | null;
  screen_height: number | null;
  pixel_ratio: number | null;
  orientation: string | null;
  memory: number | null;
  cpu_cores: number | null;
  touch_support: boolean | null;
  bot_reason: string | null;
  fingerprint: string | null;
  previous_session_id: SessionId | null;
  consent: Json;
  custom_data: Json;
  pages: Page[];
};

const DETAILS = DETAIL_COLUMNS.filter(
  (column) => column !== 'session_id' && column !== 'started_at',
);
type DetailRow = Record<Exclude<(typeof DETAIL_COLUMNS)[number], keyof ListedRow>, Value>;
/** With time passed. */
export type ExportedRow = ListedRow & DetailRow;

/**
 * The rows of a page with their details, the newest first; the first of them, where all are more than `mostBytes`: what is told of a
 * session may be long. `page`: a statement that selects `LISTED_ROW_COLUMNS`. `mostBytes`: an expression.
 */
export function selectExported(page: string, mostBytes: string): string {
  const before = 'ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING';
  const columns = [...LISTED_ROW_COLUMNS, ...DETAILS];
  return `SELECT ${columns.map((column) => selectColumn('sized', column)).join(', ')}
    FROM (
      SELECT page.*, ${DETAILS.map((column) => `details.${column}`).join(', ')},
        SUM(${DETAILS.map((column) => `COALESCE(octet_length(details.${column}), 0)`).join(' + ')}) OVER (
          ORDER BY page.started_at DESC, page.session_id DESC ${before}) AS bytes_before
      FROM (${page}) AS page CROSS JOIN session_details AS details ON details.session_id = page.session_id
    ) AS sized
    WHERE COALESCE(bytes_before, 0) < ${mostBytes}
    ORDER BY sized.started_at DESC, sized.session_id DESC`;
}

/** Throws where the record is unreadable. */
export function toExported(row: ExportedRow): ExportedSession {
  // Time has passed in the row, so that the timeout of the session decides nothing any more.
  const session = rowToSession({ ...row, idle_timeout_ms: null, version: null });
  const { device, browser, click_id } = session;
  return {
    ...toListed(withoutDetails(row), session.site_id),
    utm_id: session.utm_params.id,
    click_id_type: click_id?.type ?? null,
    click_id: click_id?.value ?? null,
    referrer: session.referrer,
    referrer_is_internal: session.referrer_is_internal,
    landing_url: session.landing_url,
    current_url: session.current_url,
    exit_url: session.exit_url,
    os_version: device.os.version,
    browser_version: browser.version,
    timezone: session.location.timezone,
    screen_width: device.screen_size?.width ?? null,
    screen_height: device.screen_size?.height ?? null,
    pixel_ratio: device.pixel_ratio,
    orientation: device.orientation,
    memory: device.memory,
    cpu_cores: device.cpu_cores,
    touch_support: device.touch_support,
    bot_reason: session.bot_reason,
    fingerprint: session.fingerprint,
    previous_session_id: session.previous_session_id,
    consent: session.consent,
    custom_data: session.custom_data,
    pages: listPages(session),
  };
}

function withoutDetails(row: ExportedRow): ListedRow {
  const {
    site_id,
    fingerprint,
    landing_url,
    current_url,
    exit_url,
    referrer,
    device,
    bot_reason,
    previous_session_id,
    arrival,
    consent,
    custom_data,
    pages,
    merge,
    ...listed
  } = row;
  return listed;
}
