/** The faulty Worker as a service that can be killed: it comes back on the same state, port and clock. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../rig/free-port.ts';
import { type Service, startService } from '../rig/serve.ts';
import { takeFaults } from '../rig/watched.ts';
import type { Clock } from './clock.ts';
import { CALM, type Harmed, type Plan, PUNCTUAL } from './workers/plan.ts';

const WORKER = 'visitor-sessions';
const OBJECTS = 'VisitorSession';
/** Objects looked into at a time. */
const BATCH = 50;
/** Local workerd has been seen to hang in an eviction; no order takes this long otherwise. */
const PATIENCE_MS = 20_000;

/** What an object has stored. */
export type ObjectState = {
  id: string;
  keys: string[];
  alarm: number | null;
  session_id: string;
  version: number;
};

export class ChaosService {
  /** Harm done, by kind, as far as the Worker has reported: what it counted last dies with it. */
  readonly counts: Record<string, number> = {};
  readonly harmed: Harmed[] = [];
  /** Exchanges that were not as the document of the API says. What was found last dies with the Worker, too. */
  readonly faults: string[] = [];
  #service: Service | null = null;
  #plan = CALM;
  #isUp = Promise.withResolvers<void>();
  #port = 0;
  readonly #options: { script: string; stateDir: string; clock: Clock };

  constructor(options: { script: string; stateDir: string; clock: Clock }) {
    this.#options = options;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${this.#port}`);
  }

  get miniflare() {
    if (this.#service === null) throw new Error('the service is down');
    return this.#service.miniflare;
  }

  /** Resolves at once unless the service is being started again. */
  whenUp(): Promise<void> {
    return this.#isUp.promise;
  }

  async start(): Promise<void> {
    const { script, stateDir, clock } = this.#options;
    if (this.#port === 0) this.#port = await findFreePort();
    const bindings = { CHAOS_CLOCK: clock };
    this.#service = await startService({
      script,
      stateDir,
      port: this.#port,
      bindings,
      quiet: true,
    });
    await this.#order({ plan: this.#plan });
    this.#isUp.resolve();
  }

  /** `kill -9`, and a start on what is left. */
  async crash(downMs: number): Promise<void> {
    // What a runtime that hangs has counted is not reported. No alarm is lost in between, of which nobody would know.
    const lastPlan = { ...this.#plan, alarm: PUNCTUAL };
    await this.#order({ plan: lastPlan }).catch(() => undefined);
    await this.collect().catch(() => undefined);
    this.#isUp = Promise.withResolvers<void>();
    const pids = childrenNamed('workerd');
    if (pids.length === 0) throw new Error('there is no workerd to kill');
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await this.stop();
    await new Promise((resolve) => setTimeout(resolve, downMs));
    await this.start();
  }

  async stop(): Promise<void> {
    const service = this.#service;
    this.#service = null;
    await service?.miniflare.dispose().catch(() => undefined);
  }

  async adopt(plan: Plan): Promise<void> {
    this.#plan = plan;
    await this.#order({ plan });
  }

  async runCron(): Promise<void> {
    await this.#order({ cron: true });
    this.#count('crons');
  }

  async evict(sessionId: string): Promise<void> {
    try {
      await Promise.race([
        this.miniflare.unsafeEvictDurableObject(WORKER, OBJECTS, { name: sessionId }),
        sleep(PATIENCE_MS, null, { ref: false }).then(() => {
          throw new Error('the runtime hangs');
        }),
      ]);
      this.#count('evictions');
    } catch (error) {
      if (!String(error).includes('not currently running')) throw error;
    }
  }

  /** Adds up what the Worker has counted and found since it was last asked. */
  async collect(): Promise<void> {
    this.faults.push(...(await takeFaults(this.url)));
    for (const harm of await this.#order<Harmed[]>({ harmed: true })) {
      this.harmed.push(harm);
      this.#count(harm.kind);
    }
  }

  #count(kind: string): void {
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
  }

  /** The objects that still have a state or an alarm. */
  async listNotEmpty(): Promise<ObjectState[]> {
    const ids = await this.miniflare.listDurableObjectIds(OBJECTS);
    const states: ObjectState[] = [];
    for (let start = 0; start < ids.length; start += BATCH) {
      const batch = ids.slice(start, start + BATCH);
      states.push(...(await this.#order<ObjectState[]>({ states: batch })));
    }
    return states.filter(({ keys, alarm }) => keys.length > 0 || alarm !== null);
  }

  async #order<T>(order: object): Promise<T> {
    const response = await fetch(new URL('/__chaos', this.url), {
      method: 'POST',
      body: JSON.stringify(order),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) throw new Error(`the Worker disobeyed: ${await response.text()}`);
    return JSON.parse(await response.text());
  }
}

/** This process's own children: nobody else's workerd is touched. */
function childrenNamed(name: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [, comm, ppid] = /^\d+ \((.*)\) \S (\d+)/.exec(stat) ?? [];
        return comm === name && Number(ppid) === process.pid;
      } catch {
        return false;
      }
    })
    .map(Number);
}
