/**
 * The load of a site's pages on Workers of the same build and runtime: ours, the floor (the least that could keep our
 * promises), the naive design (our service on a row in D1 per request, without objects) and the bare naive one (that row
 * and nothing else). What counts are the ratios, each the median of several starts.
 *
 *   node test/bench/run.ts [--starts 4] [--sessions 1000] [--connections 32] [--only update]
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
 * Connections are so many that the pauses of garbage collection, which hold up all of them, are in the p99 of each
 * Worker: with half as many it is chance in whose they are.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scheduler } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildWorker } from '../rig/build.ts';
import { makeSite, startService } from '../rig/serve.ts';
import { type Burst, sendBurst, summarise } from './load.ts';
import { type Contender, OPERATIONS, type Operation, openSessions } from './operations.ts';
import { cpuMs, workerdPid } from './process.ts';
import { addLoad, printReport, type Results } from './report.ts';
import { printWeight } from './weight.ts';

const { values: flags } = parseArgs({
  options: {
    starts: { type: 'string', default: '4' },
    sessions: { type: 'string', default: '1000' },
    connections: { type: 'string', default: '32' },
    only: { type: 'string', multiple: true },
  },
});
const STARTS = Number(flags.starts);
const SESSIONS = Number(flags.sessions);
const CONNECTIONS = Number(flags.connections);
/** By then an object that is left alone rests. */
const RESTED_MS = 11_000;
/** By then the last records of a burst are in D1: at most 50, 100 ms after its end. */
const DRAINED_MS = 1_000;

const SCRIPTS = new Map(
  Object.entries({
    ours: 'src/index.ts',
    floor: 'test/bench/workers/floor.ts',
    naive: 'test/bench/workers/naive.ts',
    bare: 'test/bench/workers/bare.ts',
  }).map(([name, entry]) => [name, buildWorker(entry)]),
);

console.log(
  `${STARTS} starts, ${SESSIONS} sessions, ${CONNECTIONS} connections; rate limits are off\n`,
);
const results: Results = new Map();
const operations = OPERATIONS.filter(({ name }) => flags.only?.includes(name) ?? true);
for (const operation of operations) {
  for (let start = 0; start < STARTS; start += 1) await race(operation, start);
}
const isReached = printReport(operations, [...SCRIPTS.keys()], results);
printWeight();
if (!isReached) process.exitCode = 1;

/** All Workers do the same, burst by burst, after some that warm up. */
async function race(operation: Operation, start: number): Promise<void> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-bench-'));
  const contenders = new Map<string, Contender>();
  const bursts = new Map<string, Burst[]>();
  // Every connection plays the operation to its end.
  const turn = CONNECTIONS * operation.length;
  const burstOf = (name: string) => {
    const share = name === 'naive' || name === 'bare' ? operation.naiveShare : 1;
    return Math.ceil((SESSIONS * operation.perSession * share) / turn) * turn;
  };
  const rounds = operation.warmUps + operation.rounds;
  try {
    for (const [name, script] of SCRIPTS) {
      const service = await startService({ script, stateDir: path.join(stateDir, name) });
      const siteId =
        name === 'ours' || name === 'naive'
          ? await makeSite(service.url, { allowed_origins: ['https://shop.example'] })
          : crypto.randomUUID();
      const contender = { service, pid: workerdPid(), siteId, sessionIds: [], turn: 0 };
      contenders.set(name, contender);
      bursts.set(name, []);
      if (operation.opens === 'once') await openSessions(contender, SESSIONS, CONNECTIONS);
    }
    const entries = [...contenders];
    for (let round = 0; round < rounds; round += 1) {
      if (operation.opens === 'every round') await scheduler.wait(RESTED_MS);
      for (const [name, contender] of inTurn(entries, start * rounds + round)) {
        const burst = burstOf(name);
        if (operation.opens === 'every round') await openSessions(contender, burst, CONNECTIONS);
        if (operation.opens === 'every round') await scheduler.wait(DRAINED_MS);
        const cpuBefore = cpuMs(contender.pid);
        const result = await sendBurst(
          contender.service.url,
          operation.requests(contender),
          burst,
          CONNECTIONS,
        );
        // What goes to D1 after the answers is part of it.
        if (operation.projects) await scheduler.wait(DRAINED_MS);
        const used = cpuMs(contender.pid) - cpuBefore;
        if (round >= operation.warmUps) bursts.get(name)?.push({ ...result, cpuMs: used });
      }
    }
    for (const [name, sent] of bursts) addLoad(results, operation.name, name, summarise(sent));
  } finally {
    for (const { service } of contenders.values()) await service.miniflare.dispose();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

/**
 * The rounds of an even number of contenders: each is in every place, and right after each other one, as often as any
 * (a Williams design).
 */
function inTurn<T>(entries: T[], round: number): T[] {
  const count = entries.length;
  const places = entries.map((_, place) => (place % 2 === 1 ? (place + 1) / 2 : count - place / 2));
  return places.flatMap((place) => entries.slice((place + round) % count).slice(0, 1));
}
