/**
 * Asks the running service thousands of things that it was not made for.
 *
 *   node test/fuzz/run.ts [--requests 2200] [--seed N] [--path P]
 *
 * A failure prints the shrunken case, what was sent and answered, and the seed and path that play it again.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { Progress } from '../rig/progress.ts';
import { ADMIN_KEY, startService } from '../rig/serve.ts';
import { buildWatchedWorker, takeFaults } from '../rig/watched.ts';
import { STORED_MARK } from './actors.ts';
import { searchDatabase, searchFiles } from './leftovers.ts';
import { MARK } from './mutations.ts';
import { OPERATIONS, operationNamed } from './operations.ts';
import { play } from './play.ts';
import { EVERY_RAW, playRaw, rawRequest } from './raw.ts';
import { anyCase } from './requests.ts';
import { listUnbounded } from './schemas.ts';
import { closeConnections } from './send.ts';
import { anySequence, playSequence } from './sequences.ts';
import { buildStage } from './stage.ts';
import { count, newTally, printTally } from './tally.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '2200' },
    seed: { type: 'string' },
    path: { type: 'string' },
  },
});
const numRuns = Number(values.requests);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));

const progress = new Progress('fuzz');
const failures: string[] = [];
for (const [name, { body }] of Object.entries(OPERATIONS)) {
  const places = body === undefined ? [] : listUnbounded(body);
  failures.push(...places.map((place) => `${name}: no bound for ${place}`));
}

const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-fuzz-'));
progress.tell('building the Worker, and a session in every state');
const { url, miniflare } = await startService({ script: buildWatchedWorker(), stateDir });
const db = await miniflare.getD1Database('DB');
const stage = await buildStage(url, ADMIN_KEY, db);
const tally = newTally();
console.log(`seed ${seed}, ${numRuns} requests`);

const [, replayedKind = '', replayedPath] = /^([a-z]+:)?(.*)$/.exec(values.path ?? '') ?? [];
await check('', numRuns, anyCase, async (one) => {
  const { operation, state } = one;
  const isAdmins = operationNamed(operation).caller === 'admin';
  const kinds = isAdmins ? [operation] : [operation, state];
  count(tally, kinds, await play(stage, one));
});
await check(
  'raw:',
  EVERY_RAW.length + Math.ceil(numRuns / 20),
  rawRequest,
  async (raw) => {
    count(tally, ['raw'], await playRaw(stage, raw));
  },
  EVERY_RAW,
);
await check('sequence:', Math.ceil(numRuns / 8), anySequence, async (sequence) => {
  for (const played of await playSequence(stage, sequence)) count(tally, ['in sequence'], played);
});

/** Plays `first`, then what is made up. Of a run that plays one case again only the kind that its path begins with. */
async function check<T>(
  kind: string,
  numRuns: number,
  cases: fc.Arbitrary<T>,
  playOne: (one: T) => Promise<void>,
  first: T[] = [],
): Promise<void> {
  if (values.path !== undefined && kind !== replayedKind) return;
  const path = values.path === undefined ? {} : { path: replayedPath };
  const what = `${kind.replace(':', ' ')}cases`;
  let played = 0;
  let hasFailed = false;
  progress.tell(() => {
    if (hasFailed) return { what: `one of the ${what} fails, looking for a smaller one` };
    return { what: `${what} played`, count: [played, numRuns] };
  });
  const property = fc.asyncProperty(cases, async (one) => {
    try {
      await playOne(one);
      played += 1;
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  });
  const result = await fc.check(property, {
    seed,
    numRuns,
    examples: first.map((one): [T] => [one]),
    // What fails only now and then would be shrunk for ever. A sequence may hold several requests that wait 1 s each
    // for a session that never comes (src/session/object/overtaken.ts).
    interruptAfterTimeLimit: 120_000 + numRuns * 500,
    markInterruptAsFailure: true,
    ...path,
  });
  if (!result.failed) return;
  const cause = result.errorInstance ?? 'it takes too long';
  failures.push(
    [
      cause instanceof Error ? cause.message : String(cause),
      `case: ${fc.stringify(result.counterexample).slice(0, 1_500)}`,
      `again: node test/fuzz/run.ts --seed ${seed} --path ${kind}${result.counterexamplePath}`,
    ].join('\n'),
  );
}

progress.tell('searching for what should not be stored');
// The last records are written after the answers.
await sleep(1_500);
const { rows, marked, unknown } = await searchDatabase(db, MARK, stage.knownPaths);
const control = await searchDatabase(db, STORED_MARK, stage.knownPaths);
failures.push(...(await takeFaults(url)));
closeConnections();
await miniflare.dispose();
for (const place of marked) failures.push(`an unknown field is stored in ${place}`);
for (const field of unknown) failures.push(`no clean session has ${field}`);
for (const file of searchFiles(stateDir, MARK))
  failures.push(`an unknown field is stored in ${file}`);
const seen = searchFiles(stateDir, STORED_MARK);
if (control.marked.length === 0 || !seen.some((file) => file.includes('VisitorSession')))
  failures.push('the search for leftovers does not find what is there');
progress.end();
console.log(`searched ${rows} rows and the files of ${seen.length} stores`);
if (values.path === undefined) failures.push(...printTally(tally));
if (failures.length === 0) rmSync(stateDir, { recursive: true });
else console.error(`the state is kept in ${stateDir}`);

for (const failure of failures) console.error(`\nFAILED: ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
