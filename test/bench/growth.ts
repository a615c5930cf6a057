/**
 * What many finished sessions leave behind: a hundred thousand are created, updated and ended over HTTP, and
 * each step prints what D1, the disk and workerd use and how long an update takes. Sessions have the
 * shortest idle timeout, so that those of early steps become final, and their objects clean up, while
 * later ones are made. What counts is that an update takes as long at the end as it did at the start, and as
 * long as it does, turn by turn, at a service that has only just been started.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type autocannon from 'autocannon';
import { buildWorker } from '../rig/build.ts';
import { Progress } from '../rig/progress.ts';
import { makeSite, type Service, startService } from '../rig/serve.ts';
import { type Figures, HEADINGS, measureObjects, printFigures } from './growth-figures.ts';
import { type Load, sendBurst, summarise } from './load.ts';
import { memoryMiB, openFiles, workerdPid } from './process.ts';

const { values: flags } = parseArgs({
  options: {
    sessions: { type: 'string', default: '100000' },
    steps: { type: 'string', default: '10' },
    connections: { type: 'string', default: '10' },
  },
});
const STEPS = Number(flags.steps);
const CONNECTIONS = Number(flags.connections);
/** As many for every connection. */
const STEP_SESSIONS = Math.ceil(Number(flags.sessions) / STEPS / CONNECTIONS) * CONNECTIONS;
const LIVE_SESSIONS = 50;
const UPDATES = 500;
/** Turns that the service and a fresh one take at the end. */
const TURNS = 20;
/** More than this, and an update takes longer for what came before it. */
const MAX_RATIO = 1.25;
const IDLE_TIMEOUT_MS = 60_000;
/** From the last end until all objects must be clean: twice the idle timeout, when the alarm of a visit comes, and as long for its delay. */
const CLEAN_UP_MS = 3 * IDLE_TIMEOUT_MS;
/** Objects at rest are evicted, and workerd closes their files, after 10 s. */
const EVICTION_MS = 15_000;
/** The folder of the service that is measured. */
const OLD = 'old';
const PATH = '/api/visitors/session';
const HEADERS = {
  'content-type': 'text/plain;charset=UTF-8',
  origin: 'https://shop.example',
  'accept-language': 'en-GB,en;q=0.9',
  'user-agent':
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
};

let pageViews = 0;
/** Sessions created by the steps, those that are under way included. */
let created = 0;

const progress = new Progress('growth');

const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-growth-'));
const objectsFolder = path.join(stateDir, OLD, 'do', 'visitor-sessions-VisitorSession');
const services: Service[] = [];
try {
  await main();
} finally {
  progress.end();
  for (const { miniflare } of services) await miniflare.dispose();
  rmSync(stateDir, { recursive: true, force: true });
}

async function main(): Promise<void> {
  progress.tell('building the Worker');
  const script = buildWorker();
  progress.tell('opening live sessions');
  const { url, miniflare } = await serve(script, OLD);
  const db = await miniflare.getD1Database('DB');
  const pid = workerdPid();
  const siteId = await makeSite(url, { idle_timeout_ms: IDLE_TIMEOUT_MS });
  const updateLive = await openLiveSessions(url);
  let sessions = 0;

  const measure = async (at: string, rate: number): Promise<Figures> => {
    // The first round wakes the sessions up.
    await updateLive();
    const update = await updateLive();
    const { meta } = await db.prepare('SELECT 1').run();
    return {
      at,
      sessions,
      rate,
      d1Bytes: meta.size_after,
      ...measureObjects(objectsFolder),
      memory: memoryMiB(pid),
      openFiles: openFiles(pid),
      update,
    };
  };

  console.log(`${STEPS} steps of ${STEP_SESSIONS} sessions over ${CONNECTIONS} connections\n`);
  console.log(HEADINGS.join('  '));
  const start = await measure('start', 0);
  printFigures(start, start);
  const startedAt = performance.now();
  let doing = '';
  progress.tell(() => ({ what: doing, count: [created, STEPS * STEP_SESSIONS] }));
  for (let step = 1; step <= STEPS; step += 1) {
    doing = `step ${step} of ${STEPS}, sessions created`;
    const rate = await finishSessions(url, siteId, STEP_SESSIONS);
    sessions += STEP_SESSIONS;
    printFigures(await measure(`step ${step}`, rate), start);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  progress.tell(() => ({
    what: `objects with a state: ${measureObjects(objectsFolder).withState}`,
  }));
  const cleanSeconds = (await waitUntilClean()) / 1000;
  progress.tell('waiting for objects to rest');
  await sleep(EVICTION_MS);
  const end = await measure('at rest', 0);
  printFigures(end, start);
  const ratios = await compareWithFresh(script, updateLive);

  const ended = await db
    .prepare(
      "SELECT COUNT(*) AS ended FROM sessions WHERE site_id = unhex(?, '-') AND ended_at IS NOT NULL",
    )
    .bind(siteId)
    .first<number>('ended');
  console.log(`
created and ended: ${sessions} sessions in ${seconds.toFixed(0)} s; ended in D1: ${ended}
objects that hold a state ${cleanSeconds.toFixed(0)} s later: ${end.withState}, of which ${LIVE_SESSIONS} are live
update p50, at rest to start: ${(end.update.p50 / start.update.p50).toFixed(2)}
update p50, to a fresh service's: ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)} in ${TURNS} turns)`);
  const isClean = ended === sessions && end.withState <= LIVE_SESSIONS;
  if (!isClean || median(ratios) > MAX_RATIO) process.exitCode = 1;
}

async function serve(script: string, name: string): Promise<Service> {
  const service = await startService({ script, stateDir: path.join(stateDir, name) });
  services.push(service);
  return service;
}

/** How much longer an update takes than one of a service without a past, turn by turn. */
async function compareWithFresh(script: string, updateOld: () => Promise<Load>): Promise<number[]> {
  progress.tell('starting a fresh service');
  const updateFresh = await openLiveSessions((await serve(script, 'fresh')).url);
  await updateFresh();
  await updateFresh();
  const ratios: number[] = [];
  progress.tell(() => ({ what: 'beside a fresh service, turn', count: [ratios.length, TURNS] }));
  for (let turn = 0; turn < TURNS; turn += 1) {
    const [old, fresh] = [await updateOld(), await updateFresh()];
    ratios.push(old.p50 / fresh.p50);
  }
  return ratios;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function waitUntilClean(): Promise<number> {
  const startedAt = performance.now();
  const waited = () => performance.now() - startedAt;
  while (measureObjects(objectsFolder).withState > LIVE_SESSIONS && waited() < CLEAN_UP_MS)
    await sleep(2_000);
  return waited();
}

/** Creates, updates and ends, each connection one session after the other; answers with sessions/s. */
async function finishSessions(url: URL, site_id: string, amount: number): Promise<number> {
  const inSession = (method: 'PUT' | 'POST', path: string, fields: object): autocannon.Request => ({
    method,
    path,
    headers: HEADERS,
    setupRequest: (request, context) => {
      const session_id = String(Object(context).id);
      return { ...request, body: JSON.stringify({ session_id, site_id, ...fields }) };
    },
  });
  const requests: autocannon.Request[] = [
    {
      ...createRequest(site_id),
      onResponse: (_status, body, context) => {
        Object.assign(context, { id: idOf(body) });
        created += 1;
      },
    },
    inSession('PUT', PATH, {
      current_url: 'https://shop.example/shoes/42',
      page_views: 2,
      active_time: 12_000,
    }),
    inSession('POST', `${PATH}/end`, { exit_url: 'https://shop.example/bye' }),
  ];
  const sent = await sendBurst(url, requests, amount * requests.length, CONNECTIONS);
  const { rate } = summarise([sent]);
  return rate / requests.length;
}

/** Opens sessions that stay live, and answers with a way to update them in turn. */
async function openLiveSessions(url: URL): Promise<() => Promise<Load>> {
  const siteId = await makeSite(url);
  const ids: string[] = [];
  const create: autocannon.Request = {
    ...createRequest(siteId),
    onResponse: (_status, body) => {
      ids.push(idOf(body));
    },
  };
  await sendBurst(url, [create], LIVE_SESSIONS, 1);
  return () => updateSessions(url, siteId, ids);
}

/** One request at a time: what is measured is how long one takes, not how many there can be. */
async function updateSessions(url: URL, site_id: string, sessionIds: string[]): Promise<Load> {
  const update: autocannon.Request = {
    method: 'PUT',
    path: PATH,
    headers: HEADERS,
    setupRequest: (request) => {
      pageViews += 1;
      const session_id = sessionIds[pageViews % sessionIds.length];
      const body = { session_id, site_id, page_views: pageViews, sent_at: Date.now() };
      return { ...request, body: JSON.stringify(body) };
    },
  };
  return summarise([await sendBurst(url, [update], UPDATES, 1)]);
}

function createRequest(site_id: string): autocannon.Request {
  const body = {
    site_id,
    url: 'https://shop.example/shoes?utm_source=news&utm_medium=email',
    referrer: 'https://search.example/',
    device: { screen_size: '1440x900', pixel_ratio: 2 },
  };
  return { method: 'POST', path: PATH, headers: HEADERS, body: JSON.stringify(body) };
}

function idOf(body: string): string {
  return /"session_id":"([^"]+)"/.exec(body)?.[1] ?? '';
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
