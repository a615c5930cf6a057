/**
 * The load of a site's pages on Workers of the same build and runtime: ours, the floor (the least that could keep our
 * promises), the naive design (our service on a row in D1 per request, without objects) and the bare naive one (that row
 * and nothing else). What counts are the ratios, each the median of several starts.
 *
 *   node test/bench/run.ts [--quick] [--against DIR] [--only update] [--without naive]
 *     [--starts 4] [--sessions 1000] [--connections 32]
 *
 * `--against` enters another version of the code, such as a `git worktree` of the commit before, as a Worker beside ours.
 * `--quick` tells within two minutes how ours is beside the floor: short bursts of all operations in turn, so that what
 * else the machine does hits all alike, and as many of them as there is time for. The spread is larger, hence less is asked of
 * the ratios.
 *
 * The machine's pace changes from second to second, so the Workers take turns in short bursts, and what one meets its
 * neighbour meets as well. The same code is faster in one process than in the next, so every operation is started several
 * times, with fresh services; all bursts of a start make up its rate and its p99.
 *
 * An object rests after 10 s without a request, which closes its file. At update and read none does, a round being
 * shorter; no burst of end runs while the sessions of the round before go to rest. After a burst there is time for what
 * ours writes to D1 after its answers, which burdens neither it nor the next. Alarms, the first of which comes 60 s after a
 * create, are seldom due before a start is over; what they do is counted by `npm run cost`.
 *
 * Connections are so many that the pauses of garbage collection, which delay all of them, are in the p99 of each
 * Worker: with half as many it is chance in whose they are.
 */
import { parseArgs } from 'node:util';
import { buildWorker } from '../rig/build.ts';
import { Progress } from '../rig/progress.ts';
import { buildOther } from './against.ts';
import { summarise } from './load.ts';
import { OPERATIONS, type Operation, quicken } from './operations.ts';
import { countBursts, type Pace, race } from './race.ts';
import {
  addStart,
  printComparison,
  printQuickReport,
  printReport,
  type Results,
} from './report.ts';
import { printWeight } from './weight.ts';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    against: { type: 'string' },
    starts: { type: 'string' },
    sessions: { type: 'string' },
    connections: { type: 'string' },
    only: { type: 'string', multiple: true },
    without: { type: 'string', multiple: true, default: [] },
  },
});
const STARTS = Number(flags.starts ?? (flags.quick ? 3 : 4));
const PACE: Pace = {
  sessions: Number(flags.sessions ?? (flags.quick ? 96 : 1000)),
  connections: Number(flags.connections ?? (flags.quick ? 8 : 32)),
  restedMs: flags.quick ? 0 : 11_000,
  drainedMs: flags.quick ? 150 : 1_000,
};
/** By then a quick run has begun its last round, unless the machine is too busy for the least that it does. */
const QUICK_MS = 95_000;
const ENTRIES = {
  ours: 'src/index.ts',
  floor: 'test/bench/workers/floor.ts',
  naive: 'test/bench/workers/naive.ts',
  bare: 'test/bench/workers/bare.ts',
};

const progress = new Progress('bench');
console.log(
  `${STARTS} starts, ${PACE.sessions} sessions, ${PACE.connections} connections; rate limits are off\n`,
);
const scripts = buildAll();
const results: Results = new Map();
const chosen = OPERATIONS.filter(({ name }) => flags.only?.includes(name) ?? true);
const operations = flags.quick ? chosen.map(quicken) : chosen;
// In a quick run every start is one of all operations, otherwise of one.
const starts = (flags.quick ? [operations] : operations.map((operation) => [operation])).flatMap(
  (raced) => Array.from({ length: STARTS }, (_, start) => ({ raced, start })),
);
const told = tellBursts();
for (const { raced, start } of starts) {
  const now = performance.now();
  const until = flags.quick ? now + (QUICK_MS - now) / (STARTS - start) : undefined;
  const taken = await race(scripts, raced, start, PACE, told(start), until);
  for (const { operation, worker, bursts } of taken) {
    // What disturbs a short burst would tip the sum of all: of a quick run the middle one of the rounds' ratios tells.
    const loads = flags.quick ? bursts.map((burst) => summarise([burst])) : [summarise(bursts)];
    addStart(results, operation, worker, loads);
  }
}
let isReached: boolean;
if (flags.quick) {
  progress.end();
  const seconds = (performance.now() / 1000).toFixed(0);
  console.log(
    `in ${seconds} s; medians of ${STARTS} starts, the lowest and the highest in brackets\n`,
  );
  isReached = printQuickReport(operations, results);
  printComparison(operations, results);
} else {
  isReached = printReport(operations, [...scripts.keys()], results);
  printComparison(operations, results);
  progress.tell('weighing the bundle');
  printWeight();
}
progress.end();
if (!isReached) process.exitCode = 1;

/** The scripts of all who take part, by their names. */
function buildAll(): Map<string, string> {
  // Beside the floor alone, a quick run has the time for enough starts.
  const left = new Set(flags.quick ? ['naive', 'bare', ...flags.without] : flags.without);
  const built = new Map<string, string>();
  for (const [name, entry] of Object.entries(ENTRIES)) {
    if (left.has(name)) continue;
    progress.tell(`building ${name}`);
    built.set(name, buildWorker(entry));
  }
  if (flags.against !== undefined) {
    progress.tell(`building ${flags.against}`);
    built.set('against', buildOther(flags.against));
  }
  return built;
}

/** Tells of the burst that is under way, and how much is done: to be called before each. */
function tellBursts(): (start: number) => (operation: Operation, worker: string) => void {
  const sum = (count: (operation: Operation) => number) =>
    operations.reduce((total, operation) => total + count(operation), 0) * STARTS;
  const all = sum((operation) => countBursts(operation, scripts.size));
  const weight = sum((operation) => countBursts(operation, scripts.size) * operation.weight);
  let what = 'starting the Workers';
  let begun = 0;
  let weightBegun = 0;
  let weightDone = 0;
  const beganAt = performance.now();
  progress.tell(() => {
    // How many bursts there are of a quick run is a matter of time.
    if (flags.quick) return { what, share: (performance.now() - beganAt) / (QUICK_MS - beganAt) };
    if (begun === 0) return { what };
    return { what: `${what}, burst`, count: [begun, all], share: weightDone / weight };
  });
  return (start) => (operation, worker) => {
    what = `start ${start + 1} of ${STARTS}, ${operation.name} by ${worker}`;
    begun += 1;
    weightDone = weightBegun;
    weightBegun += operation.weight;
  };
}
