/** What goes wrong and when: phases of faults, kills, evictions and a cron trigger that comes or does not. */
import type { Random } from './random.ts';
import type { ChaosService } from './service.ts';
import {
  type AlarmPlan,
  CALM,
  type DatabasePlan,
  LONGEST_FAULT_MS,
  type Plan,
  PUNCTUAL,
  SOUND,
} from './workers/plan.ts';

/** The cron trigger's interval of 5 minutes, in real time at 60 times the speed. */
const CRON_MS = 5_000;
const TICK_MS = 100;
/** How long a phase lasts, in real ms: up to four minutes of the service's time, and where D1 is down up to fifteen. */
const PHASE_MS: [least: number, most: number] = [800, 4_000];
const OUTAGE_MS: [least: number, most: number] = [8_000, 15_000];

export type HarmOptions = {
  /** The share of phases in which D1 is down all the time. */
  outages: number;
};

export class Harm {
  kills = 0;
  /** Times that the runtime did not answer its orders. */
  hangs = 0;
  phases = 0;
  outages = 0;
  #resets = 0;
  #changes = 0;
  #isHarming = false;
  /** From then on only the objects' D1 is broken, by `Date.now()`. */
  #servingFrom = Number.POSITIVE_INFINITY;
  #cronAt = 0;
  readonly #service: ChaosService;
  readonly #random: Random;
  readonly #options: HarmOptions;
  /** A session that is likely to be alive, to evict. */
  readonly #pickSession: () => string | null;

  constructor(
    service: ChaosService,
    random: Random,
    options: HarmOptions,
    pickSession: () => string | null,
  ) {
    this.#service = service;
    this.#random = random;
    this.#options = options;
    this.#pickSession = pickSession;
  }

  /** To be given to `since`, so as to know what happened in between. */
  watch() {
    const isServing = Date.now() > this.#servingFrom;
    return { changes: this.#changes, resets: this.#resets, isHarming: this.#isHarming, isServing };
  }

  since(before: ReturnType<Harm['watch']>) {
    const isSame = before.changes === this.#changes;
    const wasHarmed = before.isHarming || this.#isHarming || !isSame;
    const isUndisturbed = isSame && before.resets === this.#resets;
    return {
      wasHarmed,
      wasReset: wasHarmed || before.resets !== this.#resets,
      wasServing: before.isServing && isUndisturbed,
    };
  }

  /** One phase after the other, until it is asked to stop; then all is well again. */
  async run(stopped: () => boolean): Promise<void> {
    while (!stopped()) {
      this.phases += 1;
      try {
        await this.#phase(stopped);
      } catch (error) {
        console.log(`${error}: killed and restarted`);
        this.hangs += 1;
        await this.#kill();
      }
      if (!stopped() && this.#random.chance(0.6)) await this.#kill();
      if (this.#random.chance(0.3)) await this.#calm();
    }
    await this.#calm();
  }

  async #phase(stopped: () => boolean): Promise<void> {
    // Of its own: how often it is asked depends on the clock, and the phases after it must not.
    const random = this.#random.fork();
    const isOutage = random.chance(this.#options.outages);
    const plan = {
      ...choosePlan(random),
      ...(isOutage && downPlan(random)),
    };
    const isCronRunning = random.chance(0.4);
    const evictions = random.chance(0.5) ? random.next() : 0;
    const until = Date.now() + random.int(...(isOutage ? OUTAGE_MS : PHASE_MS));
    if (isOutage) this.outages += 1;
    this.#isHarming = true;
    this.#changes += 1;
    await this.#service.adopt(plan);
    // Faults that the phase before has begun are over by then.
    if (isOutage && plan.worker === SOUND) this.#servingFrom = Date.now() + 2 * LONGEST_FAULT_MS;
    while (Date.now() < until && !stopped()) {
      await sleep(TICK_MS);
      if (random.chance(evictions)) await this.#evict();
      if (isCronRunning && Date.now() >= this.#cronAt) {
        this.#cronAt = Date.now() + CRON_MS;
        await this.#service.runCron();
      }
    }
    this.#servingFrom = Number.POSITIVE_INFINITY;
    await this.#service.collect();
  }

  async #kill(): Promise<void> {
    this.kills += 1;
    this.#resets += 1;
    await this.#service.crash(this.#random.int(0, 300));
  }

  async #evict(): Promise<void> {
    const sessionId = this.#pickSession();
    if (sessionId === null) return;
    this.#resets += 1;
    await this.#service.evict(sessionId);
  }

  /** For a while nothing goes wrong, and then nothing may be refused. */
  async #calm(): Promise<void> {
    await this.#service.adopt(CALM);
    // What was delayed before may still be under way, and a site whose look-up failed is not cached.
    await sleep(2 * LONGEST_FAULT_MS);
    this.#isHarming = false;
    this.#changes += 1;
    await sleep(this.#random.int(300, 1_500));
  }
}

function choosePlan(random: Random): Plan {
  const odds = (max: number) => (random.chance(0.5) ? random.next() * max : 0);
  const database = (share: number): DatabasePlan =>
    random.chance(0.35)
      ? SOUND
      : {
          refuse: odds(0.3 * share),
          cut: odds(0.1 * share),
          timeout: odds(0.15 * share),
          answerLost: odds(0.3 * share),
          writtenLate: odds(0.4 * share),
          slow: odds(0.15 * share),
        };
  // Sites are cached for a minute, so that a Worker without D1 answers nothing: objects alone are cut off.
  const object = random.chance(0.15) ? { ...SOUND, refuse: 1 } : database(1);
  const alarm: AlarmPlan = random.chance(0.35)
    ? PUNCTUAL
    : { twice: odds(0.3), overlapping: odds(0.2), late: odds(0.4), never: odds(0.5) };
  return {
    seed: random.int(0, 0xffff_ffff),
    // Without D1 the Worker refuses all, and nothing is tried.
    worker: database(0.3),
    object,
    alarm,
    abort: random.chance(0.4) ? random.next() * 0.05 : 0,
    olderShape: random.chance(0.7) ? 1 : 0,
    otherLayout: odds(0.6),
  };
}

/** Nothing reaches D1: neither objects nor, now and then, the Worker, which then refuses all. */
function downPlan(random: Random): Pick<Plan, 'worker' | 'object' | 'abort'> {
  const down = { ...SOUND, refuse: 1 };
  return { object: down, worker: random.chance(0.3) ? down : SOUND, abort: 0 };
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
