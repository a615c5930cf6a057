import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where a program is: what the variable of the environment names, or by name on the path. Null when there is none. */
export function findProgram(variable: string, ...names: string[]): string | null {
  const named = process.env[variable];
  if (named !== undefined) return existsSync(named) ? named : null;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return found.find((file) => existsSync(file)) ?? null;
}
