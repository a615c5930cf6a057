/**
 * How long reports take: every one of them over 100,000 and over 1,000,000 sessions of one site in thirty days, asked over HTTP of
 * the built Worker with the D1 of local workerd; the same questions as Umami asks them, in the same database; an export of all; the
 * dashboard in Chromium; and how much slower a create and an update are while reports run.
 *
 *   node test/bench/reports.ts [--sessions 100000] [--repeats 5] [--without umami]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildWorker } from '../rig/build.ts';
import { Progress } from '../rig/progress.ts';
import { ADMIN_KEY, makeSite, type Service, startService } from '../rig/serve.ts';
import { memoryMiB, workerdPid } from './process.ts';
import { measureBeside } from './reports-beside.ts';
import { measureDashboard } from './reports-dashboard.ts';
import { DAYS, fillSite, fillUmami } from './reports-data.ts';
import { LIST, type Limits, QUESTIONS, SIDE_BY_SIDE } from './reports-questions.ts';

const { values: flags } = parseArgs({
  options: {
    sessions: { type: 'string', multiple: true, default: ['100000', '1000000'] },
    repeats: { type: 'string', default: '5' },
    without: { type: 'string', multiple: true, default: [] },
  },
});
const AS_ADMIN = { headers: { authorization: `Bearer ${ADMIN_KEY}` } };
const REPEATS = Number(flags.repeats);
const progress = new Progress('reports');
let isReached = true;

for (const count of flags.sessions.map(Number)) await measureSize(count);
if (!flags.without.includes('beside')) isReached = (await measureBeside(progress)) && isReached;
progress.end();
if (!isReached) process.exitCode = 1;

type Asked = { service: Service; siteId: string; until: number };
type Answer = { ms: number; rows: number };

async function measureSize(count: number): Promise<void> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-reports-'));
  try {
    progress.tell('building the Worker');
    const script = buildWorker('test/bench/workers/reports.ts');
    const service = await startService({ script, stateDir });
    const siteId = await makeSite(service.url);
    const until = Date.now() - 3_600_000;
    const db = await service.miniflare.getD1Database('DB');
    await fillSite(db, { siteId, count, until }, (done) =>
      progress.tell(() => ({ what: 'making sessions', count: [done, count] })),
    );
    if (!flags.without.includes('umami')) {
      progress.tell("filling Umami's tables");
      await fillUmami(db, siteId, until);
    }
    console.log(`\n${count.toLocaleString('en')} sessions in ${DAYS} days; medians of ${REPEATS}`);
    const asked = { service, siteId, until };
    await askAll(asked, count >= 1_000_000 ? 'million' : 'hundredThousand');
    if (!flags.without.includes('umami')) await compare(asked);
    await exportAll(asked, count);
    await service.miniflare.dispose();
    if (!flags.without.includes('dashboard')) await lookAtDashboard(stateDir, siteId);
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}

/** Of the same sessions, by the Worker as it is deployed, with its assets. */
async function lookAtDashboard(stateDir: string, siteId: string): Promise<void> {
  progress.tell('the dashboard in Chromium');
  const served = await startService({ script: buildWorker(), stateDir, withScript: true });
  isReached = (await measureDashboard(served, siteId)) && isReached;
  await served.miniflare.dispose();
}

/** In rounds: the pace of the machine changes from second to second, and so no question has all of a slow one. */
async function askAll(asked: Asked, size: keyof Limits): Promise<void> {
  const questions = [...QUESTIONS, ...LIST];
  const answers = questions.map((): Answer[] => []);
  for (let round = 0; round < REPEATS; round += 1) {
    for (const [i, { name, path }] of questions.entries()) {
      const done = round * questions.length + i;
      progress.tell(() => ({ what: name, count: [done, REPEATS * questions.length] }));
      answers[i]?.push(await askOnce(asked, path));
    }
  }
  for (const [i, { name, limits }] of questions.entries()) {
    const ms = middle(answers[i]?.map((answer) => answer.ms) ?? []);
    const rows = answers[i]?.[0]?.rows ?? 0;
    const limit = limits[size];
    const isWithin = limit === undefined || ms <= limit;
    isReached &&= isWithin;
    const verdict = limit === undefined ? '' : `of ${limit} ms${isWithin ? '' : '  NOT REACHED'}`;
    console.log(
      `${name.padEnd(48)} ${ms.toFixed(0).padStart(6)} ms  ${String(rows).padStart(9)} rows  ${verdict}`,
    );
  }
}

/** In turn, so that what else the machine does hits both. */
async function compare(asked: Asked): Promise<void> {
  for (const { name, ours, theirs } of SIDE_BY_SIDE) {
    progress.tell(`${name}, ours and Umami's`);
    const bounds = `from=${asked.until - DAYS * 86_400_000}&to=${asked.until}`;
    const times: [Answer, Answer][] = [];
    for (let i = 0; i < REPEATS; i += 1) {
      times.push([
        await askOnce(asked, `${ours}&${bounds}`),
        await askOnce(asked, `/umami/${theirs}?${bounds}`),
      ]);
    }
    const [a, b] = [0, 1].map((who) => middle(times.map((pair) => pair[who]?.ms ?? 0)));
    const ratio = (b ?? 0) / (a ?? 1);
    console.log(
      `${name.padEnd(48)} ours ${a?.toFixed(0)} ms, as Umami asks ${b?.toFixed(0)} ms: ${ratio.toFixed(1)} times`,
    );
  }
}

/** All sessions, bots too, in both formats. */
async function exportAll(asked: Asked, count: number): Promise<void> {
  for (const format of ['ndjson', 'csv']) {
    progress.tell(`export as ${format}`);
    const began = performance.now();
    const before = memoryMiB(workerdPid());
    let most = before;
    let [bytes, lines] = [0, 0];
    const response = await fetch(
      addressOf(asked, `/api/export/sessions?format=${format}&is_bot=true,false`),
      AS_ADMIN,
    );
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      for (const byte of chunk) if (byte === 10) lines += 1;
      most = Math.max(most, memoryMiB(workerdPid()));
    }
    const seconds = (performance.now() - began) / 1000;
    const isWhole = lines === count + (format === 'csv' ? 1 : 0);
    isReached &&= isWhole;
    console.log(
      `export as ${format.padEnd(37)} ${seconds.toFixed(1)} s, ${(bytes / 2 ** 20).toFixed(0)} MiB in ${lines} lines${isWhole ? '' : ', NOT WHOLE'}; memory ${before.toFixed(0)} MiB before, at most ${most.toFixed(0)} MiB`,
    );
  }
}

function addressOf({ service, siteId }: Asked, path: string): URL {
  const url = new URL(path, service.url);
  if (path.startsWith('/api/')) url.searchParams.set('site_id', siteId);
  return url;
}

async function askOnce(asked: Asked, path: string): Promise<Answer> {
  const began = performance.now();
  const response = await fetch(addressOf(asked, path), AS_ADMIN);
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return { ms: performance.now() - began, rows: Number(response.headers.get('x-rows-read')) };
}

function middle(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
