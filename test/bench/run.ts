/**
 * The load of a site's pages on Workers of the same build and runtime: ours, the floor (the least that could keep our
 * promises), the floor with one D1 write after create and end, and the naive design (a row in D1 per
 * request). They take turns in short bursts, so that the noise of the machine meets them alike; what counts are
 * the ratios, each the median of all rounds.
 *
 *   node test/bench/run.ts [--rounds 9] [--sessions 1000] [--connections 16] [--only update]
 *
 * Every operation starts with fresh services and is over before the alarms that flush live sessions come; they
 * are counted by `npm run cost`. An object rests after 10 s without a request, which closes its file: bursts
 * are short enough for the sessions of update and read to be awake, and no burst of end runs while those of
 * the round before go to rest.
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
    rounds: { type: 'string', default: '9' },
    sessions: { type: 'string', default: '1000' },
    connections: { type: 'string', default: '16' },
    only: { type: 'string', multiple: true },
  },
});
const ROUNDS = Number(flags.rounds);
const SESSIONS = Number(flags.sessions);
const CONNECTIONS = Number(flags.connections);
/** By then an object that is left alone rests. */
const RESTED_MS = 11_000;

const SCRIPTS = new Map(
  Object.entries({
    ours: 'src/index.ts',
    floor: 'test/bench/workers/floor.ts',
    'floor with D1': 'test/bench/workers/projecting-floor.ts',
    naive: 'test/bench/workers/naive.ts',
  }).map(([name, entry]) => [name, buildWorker(entry)]),
);

/** It differs from the floor where a record is written after the answer. */
const PROJECTING = new Set(['floor with D1']);

console.log(
  `${ROUNDS} rounds, ${SESSIONS} sessions, ${CONNECTIONS} connections; rate limits are off\n`,
);
const results: Results = new Map();
const operations = OPERATIONS.filter(({ name }) => flags.only?.includes(name) ?? true);
for (const operation of operations) await race(operation);
printReport(operations, [...SCRIPTS.keys()], results);
printWeight();

/** All Workers do the same, burst by burst. The first rounds warm up, until every session has been met once. */
async function race(operation: Operation): Promise<void> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-bench-'));
  const contenders = new Map<string, Contender>();
  const burst = Math.ceil((SESSIONS * operation.perSession) / CONNECTIONS) * CONNECTIONS;
  const warmUps = operation.opens === 'once' ? Math.ceil(SESSIONS / burst) : 1;
  // Ours opens its sessions last: their alarms are a minute away then.
  const scripts = [...SCRIPTS]
    .filter(([name]) => operation.projects || !PROJECTING.has(name))
    .reverse();
  try {
    for (const [name, script] of scripts) {
      const service = await startService({ script, stateDir: path.join(stateDir, name) });
      const siteId =
        name === 'ours'
          ? await makeSite(service.url, { allowed_origins: ['https://shop.example'] })
          : crypto.randomUUID();
      const contender = { service, siteId, sessionIds: [], turn: 0 };
      contenders.set(name, contender);
      if (operation.opens === 'once') await openSessions(contender, SESSIONS, CONNECTIONS);
    }
    const entries = [...contenders];
    for (let round = 0; round < warmUps + ROUNDS; round += 1) {
      if (operation.opens === 'every round') {
        await scheduler.wait(RESTED_MS);
        for (const [, contender] of entries) await openSessions(contender, burst, CONNECTIONS);
      }
      // Each goes first as often as the others.
      const first = round % entries.length;
      for (const [name, contender] of [...entries.slice(first), ...entries.slice(0, first)]) {
        const requests = operation.requests(contender);
        const result = await sendBurst(contender.service.url, requests, burst, CONNECTIONS);
        if (round >= warmUps) addBurst(results, operation.name, name, result);
      }
    }
  } finally {
    for (const { service } of contenders.values()) await service.miniflare.dispose();
    rmSync(stateDir, { recursive: true, force: true });
  }
}
