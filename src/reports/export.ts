/**
 * All sessions that match, as a stream: one page after the other is read from D1, no sooner than it is wanted, so that memory holds two
 * of them however many there are. A page begins where the one before ended and costs what it has. The end of the period is fixed
 * when the export begins, so it has an end. A page that cannot be read breaks the stream: what looks whole is whole.
 */
import { type Cursor, START } from '../ids/page';
import { logError } from '../log';
import { sessionIdOf } from '../session/record/columns';
import {
  type ExportedRow,
  type ExportedSession,
  selectExported,
  toExported,
} from '../session/record/exported';
import { LISTED_ROW_COLUMNS } from '../session/record/list';
import { Bindings } from './bindings';
import { FORMATS } from './export-text';
import type { Period } from './period';
import { fromPage, type Scope } from './question';
import type { ExportFormat } from './schema';

/** With this a million sessions take some 700 queries; one request may make 1,000. */
const PAGE_ROWS = 1500;
/** Beyond this a page has fewer rows: an isolate has 128 MB for all requests that it is answering. */
const PAGE_BYTES = 4_000_000;
const MOST_TRIES = 3;
const RETRY_MS = 250;

export type Export = { body: ReadableStream<Uint8Array>; headers: Record<string, string> };

/** The newest first, as lists. Throws when D1 does not answer for the first page; later that breaks the stream. */
export async function exportSessions(
  scope: Scope,
  period: Period,
  {
    format,
    pageRows = PAGE_ROWS,
    pageBytes = PAGE_BYTES,
  }: { format: ExportFormat; pageRows?: number; pageBytes?: number },
): Promise<Export> {
  const { type, head, write } = FORMATS[format];
  const frozen = { ...period, to: Math.min(period.to, scope.now + 1) };
  const pages = walkPages(scope, frozen, { pageRows, pageBytes });
  const first = await pages.next();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(head + (first.done ? '' : write(first.value))));
    },
    async pull(controller) {
      const page = await pages.next();
      if (page.done) controller.close();
      else controller.enqueue(encoder.encode(write(page.value)));
    },
    async cancel() {
      await pages.return();
    },
  });
  const day = new Date(scope.now).toISOString().slice(0, 10);
  const disposition = `attachment; filename="sessions-${day}.${format}"`;
  return { body, headers: { 'Content-Type': type, 'Content-Disposition': disposition } };
}

type PageSize = { pageRows: number; pageBytes: number };

async function* walkPages(
  scope: Scope,
  period: Period,
  size: PageSize,
): AsyncGenerator<ExportedSession[], void, void> {
  let after: Cursor = START;
  for (;;) {
    const rows = await readPage(selectPage(scope, period, after, size));
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.flatMap(readOrLeaveOut);
    after = { at: last.started_at, id: sessionIdOf(last.session_id) };
  }
}

/** Reading may be repeated, so a fault that passes does not break the export. */
async function readPage(statement: D1PreparedStatement): Promise<ExportedRow[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      const { results } = await statement.all<ExportedRow>();
      return results;
    } catch (error) {
      if (tries < MOST_TRIES) {
        await scheduler.wait(RETRY_MS * tries);
        continue;
      }
      logError('export_failed', error);
      throw error;
    }
  }
}

/** One that cannot be read is in the log, and does not keep the others from being exported. */
function readOrLeaveOut(row: ExportedRow): ExportedSession[] {
  try {
    return [toExported(row)];
  } catch (error) {
    logError('record_unreadable', error, { session_id: sessionIdOf(row.session_id) });
    return [];
  }
}

function selectPage(
  scope: Scope,
  period: Period,
  after: Cursor,
  { pageRows, pageBytes }: PageSize,
): D1PreparedStatement {
  const bindings = new Bindings();
  const sessions = fromPage(scope, bindings, period, after);
  const page = `SELECT ${LISTED_ROW_COLUMNS.join(', ')} ${sessions}
    ORDER BY started_at DESC, session_id DESC LIMIT ${bindings.bind(pageRows)}`;
  return bindings.prepare(scope.db, selectExported(page, bindings.bind(pageBytes)));
}
