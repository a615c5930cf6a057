import { env } from 'cloudflare:workers';
import { vi } from 'vitest';

/** How often D1 is written to, and how many records each write carries; until `vi.restoreAllMocks()`. */
export function countWrites(): number[] {
  const sizes: number[] = [];
  const statement = Object.getPrototypeOf(env.DB.prepare('SELECT 1'));
  const bind = statement.bind;
  vi.spyOn(statement, 'bind').mockImplementation(function (this: { statement: string }, ...values) {
    if (/INSERT INTO sessions/.test(this.statement)) {
      sizes.push(JSON.parse(String(values[0])).length);
    }
    return bind.apply(this, values);
  });
  return sizes;
}
