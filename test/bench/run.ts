/**
 * The load of a site's pages on Workers of the same build and runtime: ours, the floor (the least that could keep our
 * promises), the naive design (our service on a row in D1 per request, without objects) and the bare naive one (that row
 * and nothing else). They take turns in short bursts, so that the noise of the machine meets them alike; what counts
 * are the ratios, each the median of all rounds.
 *
 *   node test/bench/run.ts [--rounds 8] [--sessions 1000] [--connections 32] [--only update]
 *
 * Every operation starts with fresh services. An object rests after 10 s without a request, which closes its file:
 * update and read meet each session twice, one pass right after the other, and the second counts; no burst of end
 * runs while the sessions of the round before go to rest. After a burst there is time for what ours writes to D1 after
 * its answers, which burdens neither it nor the next. Alarms that flush live sessions come as they do in life.
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
import { sendBurst } from './load.ts';
import { type Contender, OPERATIONS, type Operation, openSessions } from './operations.ts';
import { addBurst, printReport, type Results } from './report.ts';
import { printWeight } from './weight.ts';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '8' },
    sessions: { type: 'string', default: '1000' },
    connections: { type: 'string', default: '32' },
    only: { type: 'string', multiple: true },
  },
});
const ROUNDS = Number(flags.rounds);
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
  `${ROUNDS} rounds, ${SESSIONS} sessions, ${CONNECTIONS} connections; rate limits are off\n`,
);
const results: Results = new Map();
const operations = OPERATIONS.filter(({ name }) => flags.only?.includes(name) ?? true);
for (const operation of operations) await race(operation);
const isReached = printReport(operations, [...SCRIPTS.keys()], results);
printWeight();
if (!isReached) process.exitCode = 1;

/** All Workers do the same, burst by burst. The first round warms up. */
async function race(operation: Operation): Promise<void> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-bench-'));
  const contenders = new Map<string, Contender>();
  // Every connection plays the operation to its end.
  const turn = CONNECTIONS * operation.length;
  const burst = Math.ceil((SESSIONS * operation.perSession) / turn) * turn;
  try {
    for (const [name, script] of SCRIPTS) {
      const service = await startService({ script, stateDir: path.join(stateDir, name) });
      const siteId =
        name === 'ours' || name === 'naive'
          ? await makeSite(service.url, { allowed_origins: ['https://shop.example'] })
          : crypto.randomUUID();
      const contender = { service, siteId, sessionIds: [], turn: 0 };
      contenders.set(name, contender);
      if (operation.opens === 'once') await openSessions(contender, SESSIONS, CONNECTIONS);
    }
    const entries = [...contenders];
    for (let round = 0; round <= ROUNDS; round += 1) {
      if (operation.opens === 'every round') await scheduler.wait(RESTED_MS);
      for (const [name, contender] of inTurn(entries, round)) {
        if (operation.opens === 'every round') await openSessions(contender, burst, CONNECTIONS);
        if (operation.projects) await scheduler.wait(DRAINED_MS);
        const send = () =>
          sendBurst(contender.service.url, operation.requests(contender), burst, CONNECTIONS);
        if (operation.opens === 'once') await send();
        const result = await send();
        if (round > 0) addBurst(results, operation.name, name, result);
      }
    }
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
