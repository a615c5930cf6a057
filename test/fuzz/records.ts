/**
 * What D1 holds, to see whether a refused request has made, changed or taken away a row. Records of
 * sessions that a request has changed are left out: they are written when the service comes to it, up to a minute later.
 */
import { uuidOrNull } from '../rig/records.ts';

export type Database = Awaited<ReturnType<import('miniflare').Miniflare['getD1Database']>>;
export type Row = Record<string, unknown>;
/** The rows of each table, as JSON. */
export type Records = Map<string, string>;

type Statement = ReturnType<Database['prepare']>;

export async function listTables(db: Database): Promise<{ table: string; columns: string[] }[]> {
  const { results } = await db
    .prepare(
      `SELECT name, (SELECT json_group_array(name) FROM pragma_table_info(sqlite_master.name)) AS columns
      FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'`,
    )
    .all<{ name: string; columns: string }>();
  return results.map(({ name, columns }) => ({ table: name, columns: JSON.parse(columns) }));
}

/** What changes with every write of a record: everything else changes only with its version. */
const SESSION_COLUMNS = ['session_id', 'version', 'lead_id', 'identified_at'];
/** A record's tables, each row with the id first. */
const OF_SESSIONS = ['sessions', 'session_details'];

/** All tables in one statement, made once and with nothing bound: each call across to the database takes its time. */
export async function prepareListing(db: Database): Promise<Statement> {
  const rows = (await listTables(db)).map(({ table, columns }) => {
    const chosen = table === 'sessions' ? SESSION_COLUMNS : columns;
    const isBytes = OF_SESSIONS.includes(table);
    const values = chosen.map((column) =>
      isBytes && /_id$/.test(column) ? uuidOrNull(column) : column,
    );
    return `(SELECT json_group_array(json_array(${values.join(', ')})) FROM ${table}) AS ${table}`;
  });
  return db.prepare(`SELECT ${rows.join(', ')}`);
}

/** `moving`: the ids of the sessions that are left out. */
export async function listRecords(listing: Statement, moving: Set<string>): Promise<Records> {
  const tables = (await listing.first<Record<string, string>>()) ?? {};
  const still = OF_SESSIONS.map((table) => {
    const rows: string[][] = JSON.parse(tables[table] ?? '[]');
    return [table, JSON.stringify(rows.filter(([id = '']) => !moving.has(id)))] as const;
  });
  return new Map([...Object.entries(tables), ...still]);
}

/** A line for each row that is not as it was. */
export function compareRecords(before: Records, after: Records): string[] {
  return [...after].flatMap(([table, text]) => {
    const known = before.get(table) ?? '[]';
    if (known === text) return [];
    const [was, is] = [known, text].map(rowsIn);
    return [
      ...[...(was ?? [])].filter((row) => !is?.has(row)).map((row) => `- ${table} ${row}`),
      ...[...(is ?? [])].filter((row) => !was?.has(row)).map((row) => `+ ${table} ${row}`),
    ];
  });
}

function rowsIn(text: string): Set<string> {
  const rows: unknown[] = JSON.parse(text);
  return new Set(rows.map((row) => JSON.stringify(row)));
}
