/**
 * Runs the programs behind the scripts of `package.json`. Those scripts say only `node FILE`, since shells differ between
 * systems. Nothing in this folder is part of the Worker. Only `demo-data/` imports what is.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** The JavaScript file of each program: on Windows the links in `node_modules/.bin` are shell scripts. */
const PROGRAMS = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  tsc: 'node_modules/typescript/bin/tsc',
  wrangler: 'node_modules/wrangler/bin/wrangler.js',
  tracker: 'src/tracker/build.ts',
  'api-docs': 'src/api-docs/build.ts',
  client: 'src/client/generate.ts',
  dashboard: 'src/dashboard/build.ts',
  'fill-demo': 'src/dev/fill-demo.ts',
};

export type Program = keyof typeof PROGRAMS;

/** Runs a program with the terminal as its input and output. Returns its exit code; passes signals on to it. */
export async function run(program: Program, ...args: string[]): Promise<number> {
  const child = start(program, args, 'inherit');
  const stop = (signal: NodeJS.Signals) => child.kill(signal);
  // The terminal itself sends Ctrl-C to the program; here it only must not end the wait.
  const wait = () => {};
  process.on('SIGINT', wait).on('SIGTERM', stop).on('SIGHUP', stop);
  try {
    return await ended(child);
  } finally {
    process.off('SIGINT', wait).off('SIGTERM', stop).off('SIGHUP', stop);
  }
}

/** Runs a program without input and returns what it printed; a program that would ask takes its default answer. */
export async function runQuietly(
  program: Program,
  ...args: string[]
): Promise<{ code: number; printed: string }> {
  const child = start(program, args, ['ignore', 'pipe', 'pipe']);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  return { code: await ended(child), printed };
}

function start(program: Program, args: string[], stdio: 'inherit' | ['ignore', 'pipe', 'pipe']) {
  const file = path.join(ROOT, PROGRAMS[program]);
  return spawn(process.execPath, [file, ...args], { cwd: ROOT, stdio });
}

/** The exit code; 1 if a signal has ended the program. */
function ended(child: ReturnType<typeof start>): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
