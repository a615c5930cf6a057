/**
 * The real Worker and the real object, with harm in between: D1 that fails, alarms that are not punctual,
 * objects that are reset, a clock that runs fast, and a deploy under way: some objects find the state of an older
 * version, some are of a version that the Worker does not know. Nothing of theirs is copied; what they are given
 * is wrapped. The rig steers by `POST /__chaos`, which no deployment has. What is asked and answered is held to the document.
 */

import service, { VisitorSession as RealVisitorSession } from '../../../src/index';
import type { Changed, Failed } from '../../../src/session/object/contract';
import { watch } from '../../contract/watch';
import { RECORDS } from '../../rig/records';
import { type DatabaseUser, faultyDatabase } from './faulty-database';
import { olderShape, otherLayout } from './other-version';
import { LONGEST_FAULT_MS, mayBeOlder, type Plan } from './plan';
import { adoptPlan, chooseHarm, currentPlan, note, randomMs, takeHarmed } from './state';
import { realTime, virtualStorage } from './virtual-time';

// The rig waits for an eviction without reading what is logged, and enough logged faults to fill the pipe would block everything.
console.error = () => undefined;

export type ObjectState = {
  keys: string[];
  alarm: number | null;
  session_id: string;
  version: number;
};

export class VisitorSession extends RealVisitorSession {
  /** As it really is; the object's own runs by the rig's clock. */
  #storage: DurableObjectStorage;
  #database: D1Database;
  #callsToD1 = 0;

  constructor(ctx: DurableObjectState<object>, env: Env) {
    const { storage } = ctx;
    Object.defineProperty(ctx, 'storage', { value: virtualStorage(storage) });
    const user: DatabaseUser = {
      odds: () => currentPlan().object,
      session: () => idOf(storage),
      begin: () => {
        this.#callsToD1 += 1;
        if (chooseHarm({ abort: currentPlan().abort }) === null) return;
        note('object reset', idOf(storage));
        ctx.abort('reset by the rig');
      },
      end: () => {
        this.#callsToD1 -= 1;
      },
    };
    super(ctx, { ...env, DB: faultyDatabase(env.DB, user) });
    this.#storage = storage;
    this.#database = env.DB;
    this.#findOlderShape();
  }

  /** As if an older version had run here until now. */
  #findOlderShape(): void {
    const text = this.#storage.kv.get<string>('session');
    if (text === undefined || !mayBeOlder(idOf(this.#storage))) return;
    if (chooseHarm({ older: currentPlan().olderShape }) === null) return;
    const older = olderShape(text);
    if (older === null) return;
    this.#storage.kv.put('session', older);
    note('version older shape', idOf(this.#storage));
  }

  override async open(...given: Parameters<RealVisitorSession['open']>) {
    return this.#asOther(await super.open(...given));
  }

  override async update(...given: Parameters<RealVisitorSession['update']>) {
    return this.#asOther(await super.update(...given));
  }

  override async end(...given: Parameters<RealVisitorSession['end']>) {
    return this.#asOther(await super.end(...given));
  }

  /** As an object of a version whose columns the Worker does not know would answer. */
  #asOther<T extends Changed | Failed>(answer: T): T {
    if (!('unwritten' in answer) || answer.unwritten === null) return answer;
    if (chooseHarm({ other: currentPlan().otherLayout }) === null) return answer;
    note('version other layout', idOf(this.#storage));
    return { ...answer, unwritten: otherLayout(answer.unwritten) };
  }

  override async alarm(): Promise<void> {
    const plan = currentPlan();
    const chosen = chooseHarm(plan.alarm);
    // Under another plan by then, the rig may have asked for the last time what was lost, and be about to kill.
    const mayBeLost = async () => (await this.#mayBeLost()) && currentPlan() === plan;
    const harm = chosen === 'never' && !(await mayBeLost()) ? null : chosen;
    if (harm !== null) note(`alarm ${harm}`, idOf(this.#storage));
    switch (harm) {
      case 'twice':
        await super.alarm();
        return super.alarm();
      case 'overlapping':
        await Promise.all([super.alarm(), super.alarm()]);
        return;
      case 'late':
        // As if the platform had not come to it yet: the object is not called.
        return this.#storage.setAlarm(realTime() + randomMs(4 * LONGEST_FAULT_MS));
      case 'never':
        return;
      case null:
        return super.alarm();
      default:
        return harm satisfies never;
    }
  }

  /**
   * What heals a lost alarm is the watchdog, which looks for open records. That D1 refuses an end, and the alarm that was
   * to write it is lost as well, is more than anything promises.
   */
  async #mayBeLost(): Promise<boolean> {
    const record = await this.#database
      .prepare(`SELECT ended_at, version FROM ${RECORDS} WHERE session_id = ?`)
      .bind(idOf(this.#storage))
      .first<{ ended_at: number | null; version: number }>();
    if (record === null) return false;
    // A flush in progress may be about to write its end to D1.
    if (record.ended_at === null) return this.#callsToD1 === 0;
    return record.version >= (stored(this.#storage)?.version ?? 0);
  }

  /** What is stored here. Looks only. */
  async objectState(): Promise<ObjectState> {
    return {
      keys: [...this.#storage.kv.list()].map(([key]) => key),
      alarm: await this.#storage.getAlarm(),
      session_id: idOf(this.#storage),
      version: stored(this.#storage)?.version ?? 0,
    };
  }
}

type Stored = { session_id: string; version: number };

function stored({ kv }: DurableObjectStorage): Stored | undefined {
  const text = kv.get<string>('session');
  return text === undefined ? undefined : JSON.parse(text);
}

/** Empty for an object without a state: it does not know its name. */
function idOf(storage: DurableObjectStorage): string {
  return stored(storage)?.session_id ?? '';
}

type Order = { plan: Plan } | { harmed: true } | { cron: true } | { states: string[] };

async function obey(order: Order, env: Env): Promise<unknown> {
  if ('plan' in order) {
    adoptPlan(order.plan);
    return {};
  }
  if ('harmed' in order) return takeHarmed();
  if ('cron' in order) {
    const controller = { scheduledTime: Date.now(), cron: '*/5 * * * *', noRetry() {} };
    await service.scheduled(controller, faultyEnv(env));
    return {};
  }
  const objects = env.VISITOR_SESSIONS as unknown as DurableObjectNamespace<VisitorSession>;
  return Promise.all(
    order.states.map(async (id) => ({
      id,
      ...(await objects.get(objects.idFromString(id)).objectState()),
    })),
  );
}

let faulty: Env | undefined;

/** One for all requests, as the real one is: pending records are queued by database. */
function faultyEnv(env: Env): Env {
  const user: DatabaseUser = {
    odds: () => currentPlan().worker,
    session: () => '',
    begin() {},
    end() {},
  };
  faulty ??= { ...env, DB: faultyDatabase(env.DB, user) };
  return faulty;
}

export default {
  async fetch(request, env, ctx) {
    if (new URL(request.url).pathname !== '/__chaos') {
      return watch(request, ctx, (watched) => service.fetch(watched, faultyEnv(env), ctx));
    }
    return Response.json(await obey(await request.json<Order>(), env));
  },
} satisfies ExportedHandler<Env>;
