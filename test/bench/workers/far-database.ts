/** What our code uses of D1, over HTTP. */

type Value = string | number | null;
export type SentStatement = { sql: string; values: Value[] };

let known: D1Database | undefined;

/** The same one for the whole isolate, as a binding is. */
export function farDatabase(url: string): D1Database {
  known ??= makeDatabase(url);
  return known;
}

function makeDatabase(url: string): D1Database {
  const send = async (statements: SentStatement[]) => {
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(statements) });
    if (!answer.ok) throw new Error(`D1 answered ${answer.status}: ${await answer.text()}`);
    return answer.json<D1Result<never>[]>();
  };
  const prepare = (sql: string, values: Value[] = []) => {
    const all = async () => {
      const [result] = await send([{ sql, values }]);
      return result;
    };
    const first = async (column?: string) => {
      const row: Record<string, Value> | undefined = (await all())?.results[0];
      if (row === undefined) return null;
      return column === undefined ? row : row[column];
    };
    return {
      sql,
      values,
      bind: (...bound: Value[]) => prepare(sql, bound),
      all,
      run: all,
      first,
    };
  };
  const database = {
    prepare,
    batch: (statements: SentStatement[]) =>
      send(statements.map(({ sql, values }) => ({ sql, values }))),
  };
  // What is left out of D1's interface is not used.
  return database as unknown as D1Database;
}
