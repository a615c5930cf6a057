import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';

/** What tests look with, and the service never does. */
const LOOKING = /^SELECT \*/;

/** Rows as D1 counts them itself, in `meta` of every answer; until `vi.restoreAllMocks()`. */
export function countD1Rows() {
  const counts = { written: 0, read: 0 };
  const add = ({ meta }: { meta: D1Meta }) => {
    counts.written += meta.rows_written;
    counts.read += meta.rows_read;
  };
  const database = Object.getPrototypeOf(env.DB);
  const batch = database.batch;
  vi.spyOn(database, 'batch').mockImplementation(async function (this: unknown, ...args) {
    const results = await batch.apply(this, args);
    results.forEach(add);
    return results;
  });
  const statement = Object.getPrototypeOf(env.DB.prepare('SELECT 1'));
  const all = statement.all;
  const counted = async function (this: { statement: string }) {
    const result = await all.apply(this);
    if (!LOOKING.test(this.statement)) add(result);
    return result;
  };
  vi.spyOn(statement, 'all').mockImplementation(counted);
  vi.spyOn(statement, 'run').mockImplementation(counted);
  // `first` does not show its meta.
  vi.spyOn(statement, 'first').mockImplementation(async function (this: { statement: string }) {
    return (await counted.apply(this)).results[0] ?? null;
  });
  return counts;
}

/** Rows that the object's own SQLite has changed since the object started, alarms included. */
export function objectRows(sessionId: string): Promise<number> {
  return runInDurableObject(env.VISITOR_SESSIONS.getByName(sessionId), (_, { storage }) =>
    Number(storage.sql.exec('SELECT total_changes() AS changes').one().changes),
  );
}
