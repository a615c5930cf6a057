/**
 * What reports cost those who send: creates and updates, one after the other, alone and while overviews of 100,000 sessions are asked
 * without a pause. D1 is a process of its own here, as it is at Cloudflare: in local workerd it works on the thread of the Worker,
 * which nothing could be faster than. The sender and the Worker take turns on one processor, D1 has the other.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildWorker } from '../rig/build.ts';
import type { Progress } from '../rig/progress.ts';
import { ADMIN_KEY, makeSite, startService } from '../rig/serve.ts';
import { type Burst, sendBurst, summarise } from './load.ts';
import { type Contender, OPERATIONS, openSessions } from './operations.ts';
import { cpuMs, workerdPid } from './process.ts';
import { DAYS, fillSite } from './reports-data.ts';

const COUNT = 100_000;
const LEAST_SHARE = 0.8;
const SESSIONS = 200;
const ROUNDS = 7;
const EXPORTS = 5;
const AS_ADMIN = { headers: { authorization: `Bearer ${ADMIN_KEY}` } };
/** In a burst. */
const REQUESTS = 600;

/** Whether both keep enough of their rate. */
export async function measureBeside(progress: Progress): Promise<boolean> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-beside-'));
  progress.tell('building the Worker and its database');
  const database = await startService({
    script: buildWorker('test/bench/workers/database.ts'),
    stateDir: path.join(stateDir, 'database'),
  });
  const service = await startService({
    script: buildWorker('test/bench/workers/far.ts'),
    stateDir: path.join(stateDir, 'service'),
    bindings: { DATABASE_URL: database.url.href },
  });
  try {
    const siteId = await makeSite(service.url);
    const db = await database.miniflare.getD1Database('DB');
    await fillSite(db, { siteId, count: COUNT, until: Date.now() - 3_600_000 }, (done) =>
      progress.tell(() => ({ what: 'making sessions', count: [done, COUNT] })),
    );
    const sender = { service, pid: workerdPid(), siteId, sessionIds: [], turn: 0 };
    await openSessions(sender, SESSIONS, 1);
    console.log(`\nbeside overviews of ${COUNT.toLocaleString('en')} sessions in ${DAYS} days`);
    const shares = [];
    for (const name of ['create', 'update']) {
      progress.tell(`${name} beside reports`);
      shares.push(await compareRates(name, sender));
    }
    for (const format of ['ndjson', 'csv']) {
      progress.tell(`export as ${format}`);
      await measureExport(format, sender);
    }
    return shares.every((share) => share >= LEAST_SHARE);
  } finally {
    await service.miniflare.dispose();
    await database.miniflare.dispose();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

async function compareRates(name: string, sender: Contender): Promise<number> {
  const operation = OPERATIONS.find((one) => one.name === name);
  if (operation === undefined) throw new Error(`there is no operation ${name}`);
  const burst = () => sendBurst(sender.service.url, operation.requests(sender), REQUESTS, 1);
  const [alone, beside]: [Burst[], Burst[]] = [[], []];
  let reports = 0;
  await burst();
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push(await burst());
    let isOver = false;
    const asking = askUntil(sender, () => isOver);
    beside.push(await burst());
    isOver = true;
    reports += await asking;
  }
  const [a, b] = [alone, beside].map((bursts) => summarise(bursts));
  const ratios = alone.map(({ ms }, round) => ms / (beside[round]?.ms ?? Number.NaN));
  const share = ratios.toSorted((x, y) => x - y)[ROUNDS >> 1] ?? 0;
  console.log(
    `${name.padEnd(40)} ${share.toFixed(2)} of its rate (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}), p99 ${a?.p99.toFixed(1)} ms alone and ${b?.p99.toFixed(1)} ms beside ${reports} reports${share < LEAST_SHARE ? '  NOT REACHED' : ''}`,
  );
  return share;
}

/** Which of its CPU time, which Cloudflare limits, the Worker itself needs. */
async function measureExport(format: string, { service, pid, siteId }: Contender): Promise<void> {
  const path = `/api/export/sessions?format=${format}&is_bot=true,false&site_id=${siteId}`;
  const costs = [];
  for (let round = 0; round < EXPORTS; round += 1) {
    const before = cpuMs(pid);
    const response = await fetch(new URL(path, service.url), AS_ADMIN);
    let lines = 0;
    for await (const chunk of response.body ?? []) {
      for (const byte of chunk) if (byte === 10) lines += 1;
    }
    costs.push(((cpuMs(pid) - before) * 1000) / lines);
  }
  const median = costs.toSorted((a, b) => a - b)[EXPORTS >> 1] ?? 0;
  console.log(
    `${`export as ${format}`.padEnd(40)} ${median.toFixed(0)} µs of the Worker's CPU a session (${costs.map((cost) => cost.toFixed(0)).join(', ')})`,
  );
}

/** How many were answered. */
async function askUntil({ service, siteId }: Contender, isOver: () => boolean): Promise<number> {
  let answered = 0;
  while (!isOver()) {
    const url = new URL(`/api/reports/overview?period=30d&site_id=${siteId}`, service.url);
    const response = await fetch(url, AS_ADMIN);
    if (!response.ok) throw new Error(`a report was answered ${response.status}`);
    await response.text();
    answered += 1;
  }
  return answered;
}
