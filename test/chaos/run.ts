/**
 * Crashes and faults: hundreds of visitors, each checked against a ledger of what was acknowledged, while workerd is
 * killed, objects are evicted, D1 fails, alarms are not punctual, the cron trigger stays away, a deploy is under way and clients set their clocks. Afterwards
 * every acknowledged fact must be in the API's answers and in the records, every session ended once,
 * nothing twice, and no object left.
 *
 *   node test/chaos/run.ts [--short] [--seed N] [--minutes M] [--sessions N]
 *
 * The seed replays the plans and the messages, but for their times and unique values; when they meet, and so what interleaves,
 * it does not.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildWorker } from '../rig/build.ts';
import { Progress } from '../rig/progress.ts';
import { makeSite } from '../rig/serve.ts';
import { Book, type Visitor } from './book.ts';
import { Client } from './client.ts';
import { Harm, type HarmOptions, sleep } from './harm.ts';
import { Random } from './random.ts';
import { verifyReports } from './reports.ts';
import { ChaosService } from './service.ts';
import { settle, verify } from './verify.ts';
import { Visit } from './visit.ts';

const MINUTE_MS = 60_000;
const SPEED = 60;
/** Visitors at a time. */
const CONCURRENCY = 40;
/** Of exchanges that are not as the document says. */
const SHOWN_FAULTS = 5;

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seed: { type: 'string' },
    minutes: { type: 'string' },
    sessions: { type: 'string' },
    script: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const forMs = Number(values.minutes ?? (values.short ? 0.4 : 5)) * MINUTE_MS;
const maxSessions = Number(values.sessions ?? Number.POSITIVE_INFINITY);
const idleTimeouts = (values.short ? [1, 2, 5] : [2, 10, 30]).map((minutes) => minutes * MINUTE_MS);
console.log(`seed ${seed}`);
const progress = new Progress('chaos');
progress.tell('building the Worker');

const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-chaos-'));
const clock = { base: Date.now(), speed: SPEED };
const random = new Random(seed);
const script = values.script ?? buildWorker('test/chaos/workers/faulty.ts');
const service = new ChaosService({ script, stateDir, clock });
const book = new Book(seed);
const pickRandom = random.fork();
const harmOptions: HarmOptions = {
  // A short run would be over before they are.
  outages: values.short ? 0 : 0.08,
};
const harm = new Harm(service, random.fork(), harmOptions, () => {
  const ids = [...book.sessions.keys()].slice(-2 * CONCURRENCY);
  return ids[pickRandom.int(0, ids.length - 1)] ?? null;
});
const client = new Client(service, harm, clock);

progress.tell('starting the service');
await service.start();
const sites: { site_id: string; idle_timeout_ms: number }[] = [];
for (const idle_timeout_ms of idleTimeouts) {
  const settings = { idle_timeout_ms, retention_days: 3650 };
  sites.push({ site_id: await makeSite(service.url, settings), idle_timeout_ms });
}

const startedAt = Date.now();
const isOver = () => Date.now() - startedAt > forMs || book.sessions.size >= maxSessions;
let visitsOver = false;
progress.tell(() => {
  const share = Math.max((Date.now() - startedAt) / forMs, book.sessions.size / maxSessions);
  const what = `${book.sessions.size} sessions, ${harm.kills} kills, ${book.losses} losses`;
  return share < 1 ? { what, share } : { what: `${what}, visits come to their end` };
});
const harming = harm.run(() => visitsOver);
await Promise.all(Array.from({ length: CONCURRENCY }, () => receiveVisitors(random.fork())));
visitsOver = true;
await harming;
const trafficMs = Date.now() - startedAt;
progress.tell('until alarms have ended all sessions');
const notEmpty = await settle(
  service,
  client,
  book,
  (2 * Math.max(...idleTimeouts)) / SPEED + (values.short ? 12_000 : 20_000),
);
progress.tell(`comparing ${book.sessions.size} sessions with what was acknowledged`);
const found = await verify(service, client, book, notEmpty);
const inReports = await verifyReports(service, book, sites);
await service.collect();
await service.stop();
rmSync(stateDir, { recursive: true, force: true });
progress.end();
report();
const missing = listMissing();
for (const kind of missing) console.error(`not done in this run: ${kind}`);
for (const fault of service.faults.slice(0, SHOWN_FAULTS)) console.error(`\n${fault}`);
process.exit(book.losses + missing.length + service.faults.length === 0 ? 0 : 1);

/** A run that did no harm has shown nothing. A short one has not the time for harm of every kind. */
function listMissing(): string[] {
  const done = Object.keys(service.counts).filter((name) => name !== 'crons');
  const versions = ['version older', 'version other'];
  const wanted = values.short
    ? ['d1 ', 'version ']
    : ['d1 ', ...versions, 'alarm ', 'evictions', 'object reset'];
  const kinds = wanted.filter((kind) => !done.some((name) => name.startsWith(kind)));
  const ledgers = [...book.sessions.values()];
  const erased = ledgers.some(({ erasure }) => erasure === 'done');
  const replaced = ledgers.some(({ isReplaced }) => isReplaced);
  return [
    ...kinds,
    ...(harm.kills === 0 ? ['kills'] : []),
    ...(erased ? [] : ['erasures']),
    ...(replaced || values.short ? [] : ['replacements']),
    ...(client.acknowledged < client.requests / 4 ? ['too little was acknowledged'] : []),
  ];
}

/** One visitor after the other; some of them with two visits at a time, or known by an address of others. */
async function receiveVisitors(own: Random): Promise<void> {
  while (!isOver()) {
    const site = sites[own.int(0, sites.length - 1)];
    if (site === undefined) return;
    const isToErase = own.chance(0.1);
    const visitor: Visitor = {
      visitor_id: own.uuid(),
      site_id: site.site_id,
      identity: isToErase
        ? { email: `erased-${own.uuid()}@rig.example` }
        : own.chance(0.8)
          ? { email: `visitor-${own.int(1, 400)}@rig.example` }
          : { lead_id: own.uuid() },
      mayReplace: !isToErase && own.chance(0.3),
      identities: [],
      leadsTold: new Set(),
      isToErase,
      isErased: false,
    };
    book.visitors.set(visitor.visitor_id, visitor);
    const visits = Array.from({ length: !isToErase && own.chance(0.3) ? 2 : 1 }, () =>
      visit(own, visitor),
    );
    await Promise.all(visits.map((one) => one.run(site.idle_timeout_ms, isOver)));
    await sleep(own.int(0, 100));
  }
}

function visit(own: Random, visitor: Visitor): Visit {
  const others = own.fork();
  const foreign = () => {
    const ledgers = [...book.sessions.values()].filter(
      ({ isKnown, erasure }) => isKnown && erasure === null,
    );
    return ledgers[others.int(0, ledgers.length - 1)] ?? null;
  };
  return new Visit(client, book, own.fork(), visitor, foreign);
}

function report(): void {
  const counts = service.counts;
  const ofKind = (kind: string) =>
    Object.entries(counts)
      .filter(([name]) => name.startsWith(`${kind} `))
      .map(([name, number]) => `${name.slice(kind.length + 1)} ${number}`)
      .join(', ') || 'none';
  const ledgers = [...book.sessions.values()];
  const known = ledgers.filter(({ isKnown }) => isKnown).length;
  const erased = ledgers.filter(({ erasure }) => erasure === 'done').length;
  const visitors = [...book.visitors.values()].filter(({ isErased }) => isErased).length;
  const figures: [string, string | number][] = [
    ['seed', seed],
    ['traffic, s', Math.round(trafficMs / 1000)],
    ['requests', client.requests],
    ['acknowledged', client.acknowledged],
    ['of these without D1', client.withoutD1],
    ['unanswered', client.unanswered],
    ['answered 503', client.unavailable],
    ['sessions', known],
    ['erased', `${erased} sessions, ${visitors} visitors`],
    ['records, leads, tasks', `${found.records}, ${found.leads}, ${found.tasks}`],
    ['in the reports', inReports],
    ['kills and restarts', harm.kills],
    ['hangs of the runtime', harm.hangs],
    ['phases of harm', harm.phases],
    ['outages of D1', harm.outages],
    ['evictions', counts.evictions ?? 0],
    ['objects reset', counts['object reset'] ?? 0],
    ['D1 faults', ofKind('d1')],
    ['alarm faults', ofKind('alarm')],
    ['versions at once', ofKind('version')],
    ['clocks set', book.clocksSet],
    ['runs of the cron', counts.crons ?? 0],
    ['not as documented', service.faults.length],
    ['losses', book.losses],
  ];
  for (const [name, figure] of figures) console.log(`${name.padEnd(22)} ${figure}`);
  for (const [rule, times] of book.broken) console.log(`  ${times} x ${rule}`);
}
