/**
 * The load of a site's pages on three Workers of the same build and runtime: ours, the floor (the least that could keep
 * our promises) and the naive design (a row in D1 per request). All run in one go and take turns, so that
 * the noise of the machine meets them alike; what counts are the ratios, each the median of all rounds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type autocannon from 'autocannon';
import { buildWorker } from '../rig/build.ts';
import { makeSite, type Service, startService } from '../rig/serve.ts';
import { type Burst, sendBurst } from './load.ts';
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

const HEADERS = {
  'content-type': 'text/plain;charset=UTF-8',
  origin: 'https://shop.example',
  'accept-language': 'en-GB,en;q=0.9',
  'user-agent':
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
};
const PATH = '/api/visitors/session';
const UPDATES = 10;

type Contender = { service: Service; siteId: string; sessionIds: string[] };
type Operation = {
  name: string;
  /** At least this share of the floor's rate. */
  floorShare: number;
  amount: number;
  /** How many requests make one. */
  requests: (contender: Contender) => autocannon.Request[];
  prepare?: (contender: Contender) => Promise<void>;
};

let counter = 0;
function nextCount(): number {
  counter += 1;
  return counter;
}

const createBody = ({ siteId }: Contender) => ({
  site_id: siteId,
  url: 'https://shop.example/shoes?utm_source=news&utm_medium=email',
  referrer: 'https://search.example/',
  device: { screen_size: '1440x900', pixel_ratio: 2 },
  sent_at: Date.now(),
});
const updateBody = ({ siteId }: Contender, session_id: string) => {
  const count = nextCount();
  return {
    session_id,
    site_id: siteId,
    current_url: `https://shop.example/shoes/${count % 100}`,
    page_views: count,
    active_time: count,
    sent_at: Date.now(),
  };
};
const endBody = ({ siteId }: Contender, session_id: string) => ({
  session_id,
  site_id: siteId,
  exit_url: 'https://shop.example/bye',
  page_views: nextCount(),
  active_time: counter,
  duration: 60_000,
  sent_at: Date.now(),
});

const post = (path: string, body: () => object): autocannon.Request => ({
  method: 'POST',
  path,
  headers: HEADERS,
  setupRequest: (request) => ({ ...request, body: JSON.stringify(body()) }),
});
const put = (body: () => object): autocannon.Request => ({
  ...post(PATH, body),
  method: 'PUT',
});

/** One after the other, and over again. */
function turns(ids: string[]): () => string {
  let next = 0;
  return () => {
    next += 1;
    return ids[(next - 1) % ids.length] ?? '';
  };
}

const OPERATIONS: Operation[] = [
  {
    name: 'create',
    floorShare: 0.7,
    amount: SESSIONS,
    requests: (on) => [post(PATH, () => createBody(on))],
  },
  {
    name: 'update',
    floorShare: 0.8,
    amount: SESSIONS * 4,
    requests: (on) => {
      const id = turns(on.sessionIds);
      return [put(() => updateBody(on, id()))];
    },
  },
  {
    name: 'read',
    floorShare: 0.8,
    amount: SESSIONS * 4,
    requests: (on) => {
      const id = turns(on.sessionIds);
      return [
        {
          method: 'GET',
          headers: HEADERS,
          setupRequest: (request) => ({
            ...request,
            path: `${PATH}?session_id=${id()}&site_id=${on.siteId}`,
          }),
        },
      ];
    },
  },
  {
    name: 'end',
    floorShare: 0.7,
    amount: SESSIONS,
    prepare: createSessions,
    requests: (on) => {
      const id = turns(on.sessionIds);
      return [post(`${PATH}/end`, () => endBody(on, id()))];
    },
  },
  {
    name: 'session',
    floorShare: 0.7,
    amount: Math.ceil(SESSIONS / 4) * (UPDATES + 2),
    requests: (on) => [
      {
        ...post(PATH, () => createBody(on)),
        onResponse: (_status, body, context) => {
          Object.assign(context, { id: idOf(body) });
        },
      },
      ...Array.from({ length: UPDATES }, () => inSession('PUT', PATH, on, updateBody)),
      inSession('POST', `${PATH}/end`, on, endBody),
    ],
  },
];

/** A request for the session that the connection's own create has opened. */
function inSession(
  method: 'PUT' | 'POST',
  path: string,
  on: Contender,
  body: (on: Contender, id: string) => object,
): autocannon.Request {
  return {
    method,
    path,
    headers: HEADERS,
    setupRequest: (request, context) => ({
      ...request,
      body: JSON.stringify(body(on, String(Object(context).id))),
    }),
  };
}

function idOf(body: string): string {
  return /"session_id":"([^"]+)"/.exec(body)?.[1] ?? '';
}

async function createSessions(on: Contender): Promise<void> {
  const ids: string[] = [];
  const create: autocannon.Request = {
    ...post(PATH, () => createBody(on)),
    onResponse: (_status, body) => {
      ids.push(idOf(body));
    },
  };
  await sendBurst(on.service.url, [create], SESSIONS, CONNECTIONS);
  on.sessionIds = ids;
}

const NAMES = ['ours', 'floor', 'naive'] as const;
type Name = (typeof NAMES)[number];
const ENTRIES = {
  ours: 'src/index.ts',
  floor: 'test/bench/workers/floor.ts',
  naive: 'test/bench/workers/naive.ts',
} as const satisfies Record<Name, string>;

const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-bench-'));
const services: Service[] = [];
try {
  await main();
} finally {
  for (const { miniflare } of services) await miniflare.dispose();
  rmSync(stateDir, { recursive: true, force: true });
}

async function main(): Promise<void> {
  console.log(
    `${ROUNDS} rounds of ${SESSIONS} sessions over ${CONNECTIONS} connections. Rate limits are off.\n`,
  );
  const contenders = {
    ours: await contend('ours'),
    floor: await contend('floor'),
    naive: await contend('naive'),
  };
  const { siteId } = contenders.ours;
  contenders.floor.siteId = siteId;
  contenders.naive.siteId = siteId;
  const bursts = new Map<string, Burst[]>();
  const operations = OPERATIONS.filter(({ name }) => flags.only?.includes(name) ?? true);
  // The first round warms up and is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const name of NAMES) await createSessions(contenders[name]);
    for (const operation of operations) {
      for (let turn = 0; turn < NAMES.length; turn += 1) {
        const name = NAMES[(turn + round) % NAMES.length] ?? 'ours';
        const contender = contenders[name];
        await operation.prepare?.(contender);
        const burst = await sendBurst(
          contender.service.url,
          operation.requests(contender),
          operation.amount,
          CONNECTIONS,
        );
        const key = `${operation.name} ${name}`;
        if (round > 0) bursts.set(key, [...(bursts.get(key) ?? []), burst]);
      }
    }
  }
  report(operations, bursts);
  printWeight();
}

async function contend(name: Name): Promise<Contender> {
  const script = buildWorker(ENTRIES[name]);
  const service = await startService({ script, stateDir: path.join(stateDir, name) });
  services.push(service);
  const siteId =
    name === 'ours'
      ? await makeSite(service.url, { allowed_origins: ['https://shop.example'] })
      : '';
  return { service, siteId, sessionIds: [] };
}

function report(operations: Operation[], bursts: Map<string, Burst[]>): void {
  console.log('operation  worker   requests/s  p50 ms  p99 ms');
  for (const { name } of operations) {
    for (const worker of NAMES) {
      const runs = bursts.get(`${name} ${worker}`) ?? [];
      const [rate, p50, p99] = (['rate', 'p50', 'p99'] as const).map((figure) =>
        median(runs.map((run) => run[figure])),
      );
      console.log(
        `${name.padEnd(10)} ${worker.padEnd(8)} ${(rate ?? 0).toFixed(0).padStart(10)} ${(p50 ?? 0).toFixed(2).padStart(7)} ${(p99 ?? 0).toFixed(2).padStart(7)}`,
      );
    }
  }
  console.log('\nratio, median (lowest to highest)               to reach');
  for (const { name, floorShare } of operations) {
    printRatio(`${name}: rate, ours to the floor`, ratios(bursts, name, 'floor', 'rate'), {
      least: floorShare,
    });
    printRatio(`${name}: p99, ours to the floor`, ratios(bursts, name, 'floor', 'p99'), {
      most: 1.5,
    });
    const least = name === 'session' ? { least: 1.5 } : {};
    printRatio(`${name}: rate, ours to the naive`, ratios(bursts, name, 'naive', 'rate'), least);
  }
}

/** Ours to the other's, round by round. */
function ratios(
  bursts: Map<string, Burst[]>,
  operation: string,
  other: Name,
  figure: keyof Burst,
): number[] {
  const others = bursts.get(`${operation} ${other}`) ?? [];
  return (bursts.get(`${operation} ours`) ?? []).map(
    (burst, round) => burst[figure] / (others[round]?.[figure] ?? Number.NaN),
  );
}

function printRatio(
  what: string,
  rounds: number[],
  bound: { least?: number; most?: number },
): void {
  const value = median(rounds);
  const spread = `(${Math.min(...rounds).toFixed(2)} to ${Math.max(...rounds).toFixed(2)})`;
  const isMet = value >= (bound.least ?? 0) && value <= (bound.most ?? Number.POSITIVE_INFINITY);
  const goal =
    bound.least === undefined
      ? bound.most === undefined
        ? ''
        : `at most ${bound.most}`
      : `at least ${bound.least}`;
  const verdict = goal === '' ? '' : `${goal}${isMet ? '' : '  NOT REACHED'}`;
  console.log(`${what.padEnd(32)} ${value.toFixed(2)} ${spread.padEnd(16)} ${verdict}`);
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
