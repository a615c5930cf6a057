/** Looks for marker values where data is stored: in every table, and in every byte on disk. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Database, listTables, type Row } from './records.ts';
import { isKnownPath, pathsOf } from './stage.ts';

const PAGE = 500;

/** Every row of every table, with the table's name. */
async function* rowsOf(db: Database): AsyncGenerator<{ table: string; row: Row }> {
  for (const { table } of await listTables(db)) {
    for (let offset = 0; ; offset += PAGE) {
      const { results } = await db
        .prepare(`SELECT * FROM "${table}" LIMIT ${PAGE} OFFSET ${offset}`)
        .all<Row>();
      for (const row of results) yield { table, row };
      if (results.length < PAGE) break;
    }
  }
}

/** Where fields of the JSON in `session_details.device` are in a session as it is shown. */
const SHOWN_AS: Record<string, string> = {
  'device.os_version': 'device.os.version',
  'device.browser_version': 'browser.version',
  'device.timezone': 'location.timezone',
};

/** Where the database has the marker, and which fields its JSON has that no clean session has. */
export async function searchDatabase(db: Database, mark: string, knownPaths: Set<string>) {
  const marked = new Set<string>();
  const unknown = new Set<string>();
  let rows = 0;
  for await (const { table, row } of rowsOf(db)) {
    rows += 1;
    for (const [column, value] of Object.entries(row)) {
      if (String(value).toLowerCase().includes(mark)) marked.add(`${table}.${column}`);
      if (table !== 'session_details' || column !== 'device' || value === null) continue;
      for (const field of pathsOf(JSON.parse(String(value)), column))
        if (!isKnownPath(SHOWN_AS[field] ?? field, knownPaths)) unknown.add(`${table}.${field}`);
    }
  }
  return { rows, marked: [...marked], unknown: [...unknown] };
}

/** The files that have the marker, in either of the encodings that V8 and SQLite use. */
export function searchFiles(folder: string, mark: string): string[] {
  const needles = [Buffer.from(mark), Buffer.from(mark, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return needles.some((needle) => bytes.includes(needle));
    });
}
