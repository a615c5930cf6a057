/**
 * Exported sessions as text. CSV by RFC 4180: lines end with CR LF, and the first has the names. Text that a spreadsheet would run as a
 * formula gets an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection).
 */
import Papa from 'papaparse';
import type { ExportedSession } from '../session/record/exported';
import { LISTED_COLUMNS } from '../session/record/list';
import type { ExportFormat } from './schema';

/** The columns of CSV, in their order. */
export const EXPORTED_FIELDS = [
  'session_id',
  'site_id',
  'visitor_id',
  'lead_id',
  'status',
  ...LISTED_COLUMNS,
  'entry_page',
  'exit_page',
  'utm_id',
  'click_id_type',
  'click_id',
  'referrer',
  'referrer_is_internal',
  'landing_url',
  'current_url',
  'exit_url',
  'os_version',
  'browser_version',
  'timezone',
  'screen_width',
  'screen_height',
  'pixel_ratio',
  'orientation',
  'memory',
  'cpu_cores',
  'touch_support',
  'bot_reason',
  'fingerprint',
  'previous_session_id',
  'consent',
  'custom_data',
  'pages',
] as const satisfies readonly (keyof ExportedSession)[];

/** The signs that formulas begin with, also in full width, and what is skipped before them. */
const FORMULA = /^[\p{Cc}\s]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** `head` comes first and once, `write` makes whole lines. */
type Format = { type: string; head: string; write: (sessions: ExportedSession[]) => string };

export const FORMATS: Record<ExportFormat, Format> = {
  csv: {
    type: 'text/csv; charset=utf-8',
    head: `${EXPORTED_FIELDS.join()}\r\n`,
    write: (sessions) =>
      toLines(sessions.map((session) => EXPORTED_FIELDS.map((field) => toCell(session[field])))),
  },
  ndjson: {
    type: 'application/x-ndjson',
    head: '',
    write: (sessions) => sessions.map((session) => `${JSON.stringify(session)}\n`).join(''),
  },
};

type Cell = string | number | boolean | null;

/** What has parts, as JSON. */
function toCell(value: Cell | object): Cell {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

function toLines(rows: Cell[][]): string {
  // By the library's own pattern text with a line break would pass. All is quoted: some spreadsheets part cells at semicolons.
  return `${Papa.unparse(rows, { newline: '\r\n', quotes: true, escapeFormulae: FORMULA })}\r\n`;
}
