import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';
import { VisitorSession } from '../../src/session/object/object';

/** Queries of tests, which the service never sends. */
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

/**
 * Calls, rows and working time of objects; until `vi.restoreAllMocks()`. A row for each `put`, `setAlarm`, deleted key and
 * `deleteAll`; an alarm that is cleared because it has come is none.
 */
export async function countObjectUse() {
  const counts = { calls: 0, alarms: 0, rows: 0, ms: 0 };
  const { alarm } = VisitorSession.prototype;
  for (const name of Object.getOwnPropertyNames(VisitorSession.prototype)) {
    if (name === 'constructor') continue;
    const methods = VisitorSession.prototype as unknown as Record<
      string,
      (...args: unknown[]) => unknown
    >;
    const method = methods[name];
    if (method === undefined) continue;
    vi.spyOn(methods, name).mockImplementation(async function (this: unknown, ...args) {
      if (method === alarm) counts.alarms += 1;
      else counts.calls += 1;
      const startedAt = performance.now();
      try {
        return await method.apply(this, args);
      } finally {
        counts.ms += performance.now() - startedAt;
      }
    });
  }
  const spare = env.VISITOR_SESSIONS.getByName('to look at its storage');
  await runInDurableObject(spare, (_, { storage }) => {
    const writers: [object, string[]][] = [
      [storage, ['put', 'delete', 'deleteAll', 'setAlarm']],
      [storage.kv, ['put', 'delete']],
    ];
    for (const [owner, names] of writers) {
      const methods = Object.getPrototypeOf(owner) as Record<
        string,
        (...args: unknown[]) => unknown
      >;
      for (const name of names) {
        const method = methods[name];
        if (method === undefined) throw new Error(`storage has no ${name}`);
        vi.spyOn(methods, name).mockImplementation(function (this: unknown, ...args) {
          counts.rows += 1;
          return method.apply(this, args);
        });
      }
    }
  });
  return counts;
}
