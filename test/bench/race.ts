/** Workers beside each other: all do the same, in turn, burst by burst. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scheduler } from 'node:timers/promises';
import { makeSite, startService } from '../rig/serve.ts';
import { type Burst, sendBurst } from './load.ts';
import { type Contender, type Operation, openSessions, WHOLE_VISIT } from './operations.ts';
import { cpuMs, workerdPid } from './process.ts';

/** How much is sent at a time, and what is waited for. */
export type Pace = {
  sessions: number;
  connections: number;
  /** By then an object that is left alone rests. */
  restedMs: number;
  /** By then the last records of a burst are in D1: at most 50, 100 ms after its end. */
  drainedMs: number;
};

/** The bursts that count of an operation, round by round. */
export type Taken = { operation: string; worker: string; bursts: Burst[] };

/** Those that are no service with sites. */
const WITHOUT_SITES = ['floor', 'bare'];
/** Requests to a Worker before anything counts: a multiple of the requests of a visit and of the connections. */
const WARM_UP = 12 * 32 * 12;
/** One that warms up and one that counts, however long they take. */
const LEAST_ROUNDS = 2;
/** Those that get less to do. */
const NAIVE = ['naive', 'bare'];

/** The bursts of a start, of all Workers together. */
export function countBursts({ warmUps, rounds }: Operation, workers: number): number {
  return (warmUps + rounds) * workers;
}

/**
 * Starts every Worker anew and sends it the bursts of the operations, one round of each after the other, those that only warm
 * up first. `told` is called before each burst. Where it has to be over at `until`, by `performance.now()`, there are as many
 * rounds as are likely to be, but no fewer than two, and the first third of them warms up.
 */
export async function race(
  scripts: Map<string, string>,
  operations: Operation[],
  start: number,
  pace: Pace,
  told: (operation: Operation, worker: string) => void,
  until = Number.POSITIVE_INFINITY,
): Promise<Taken[]> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-bench-'));
  const contenders: [worker: string, contender: Contender][] = [];
  try {
    for (const [worker, script] of scripts) {
      const service = await startService({ script, stateDir: path.join(stateDir, worker) });
      const siteId = WITHOUT_SITES.includes(worker)
        ? crypto.randomUUID()
        : await makeSite(service.url, { allowed_origins: ['https://shop.example'] });
      const contender = { service, pid: workerdPid(), siteId, sessionIds: [], turn: 0 };
      contenders.push([worker, contender]);
      await warmUp(contender, pace, NAIVE.includes(worker) ? WARM_UP / 4 : WARM_UP);
      if (operations.some(({ opens }) => opens === 'once')) {
        await openSessions(contender, pace.sessions, pace.connections);
      }
    }
    const lanes = operations.map((operation) => ({
      operation,
      // Each operation has sessions of its own to open.
      entries: contenders.map(([worker, contender]) => ({
        worker,
        contender: { ...contender },
        bursts: [] as Burst[],
      })),
    }));
    const mostRounds = Math.max(...operations.map(({ warmUps, rounds }) => warmUps + rounds));
    let longestMs = 0;
    for (let round = 0; round < mostRounds; round += 1) {
      const beganAt = performance.now();
      if (round >= LEAST_ROUNDS && beganAt + longestMs > until) break;
      for (const { operation, entries } of lanes) {
        const rounds = operation.warmUps + operation.rounds;
        if (round >= rounds) continue;
        if (operation.opens === 'every round') await scheduler.wait(pace.restedMs);
        for (const { worker, contender, bursts } of inTurn(entries, start * rounds + round)) {
          told(operation, worker);
          bursts.push(await play(operation, worker, contender, pace));
        }
      }
      longestMs = Math.max(longestMs, performance.now() - beganAt);
    }
    const warmUps = ({ warmUps }: Operation, played: number) =>
      until === Number.POSITIVE_INFINITY ? warmUps : Math.ceil(played / 3);
    return lanes.flatMap(({ operation, entries }) =>
      entries.map(({ worker, bursts }) => ({
        operation: operation.name,
        worker,
        bursts: bursts.slice(warmUps(operation, bursts.length)),
      })),
    );
  } finally {
    for (const [, { service }] of contenders) await service.miniflare.dispose();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

/** Whole visits, until V8 has compiled what they run: by then a Worker's rate has risen by a third, and stays there. */
async function warmUp(
  contender: Contender,
  { connections, drainedMs }: Pace,
  amount: number,
): Promise<void> {
  await sendBurst(contender.service.url, WHOLE_VISIT.requests(contender), amount, connections);
  await scheduler.wait(drainedMs);
}

async function play(
  operation: Operation,
  worker: string,
  contender: Contender,
  { sessions, connections, drainedMs }: Pace,
): Promise<Burst> {
  const share = NAIVE.includes(worker) ? operation.naiveShare : 1;
  // Every connection plays the operation to its end.
  const turn = connections * operation.length;
  const amount = Math.ceil((sessions * operation.perSession * share) / turn) * turn;
  if (operation.opens === 'every round') {
    await openSessions(contender, amount, connections);
    await scheduler.wait(drainedMs);
  }
  const cpuBefore = cpuMs(contender.pid);
  const requests = operation.requests(contender);
  const burst = await sendBurst(contender.service.url, requests, amount, connections);
  // What goes to D1 after the answers is part of it.
  if (operation.projects) await scheduler.wait(drainedMs);
  return { ...burst, cpuMs: cpuMs(contender.pid) - cpuBefore };
}

/**
 * The rounds of the contenders: each is in every place, and right after each other one, as often as any (a Williams
 * design, whose rounds are as many as the contenders where their number is even, and twice as many where it is odd).
 */
function inTurn<T>(entries: T[], round: number): T[] {
  const count = entries.length;
  const places = entries.map((_, place) => (place % 2 === 1 ? (place + 1) / 2 : count - place / 2));
  const order = places.flatMap((place) => entries.slice((place + round) % count).slice(0, 1));
  return count % 2 === 1 && Math.floor(round / count) % 2 === 1 ? order.reverse() : order;
}
