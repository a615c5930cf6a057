/** Sends requests and reports what can be known of them: answered, surely never arrived, or nobody knows. */
import type { SessionView } from '../../src/session/life/view.ts';
import { ADMIN_KEY } from '../rig/serve.ts';
import { type Clock, toVirtual } from './clock.ts';
import type { Harm } from './harm.ts';
import type { ChaosService } from './service.ts';

/** No fault lasts as long. */
const PATIENCE_MS = 20_000;

export type Shown = SessionView & {
  is_new_session?: boolean;
  reopened?: boolean;
  task_id?: string | null;
  lead?: { id: string; email: string | null } | null;
};
export type Failed = {
  code: string;
  message: string;
  details?: { ended_at?: number; lead_id?: string };
};

export type Reply = {
  /** 0: no answer. */
  status: number;
  data: Shown | null;
  error: Failed | null;
  retryAfter: string | null;
  /** The request never reached the service. */
  isUnsent: boolean;
  /** Something was being broken while the request was under way. */
  wasHarmed: boolean;
  /** Objects were evicted, reset or killed meanwhile: the Worker may have called twice. */
  wasReset: boolean;
  /** Objects had no D1, and nothing else was wrong. */
  wasServing: boolean;
  receivedAt: number;
};

export type Request = { method: string; path: string; body?: object; isServer: boolean };

export class Client {
  requests = 0;
  acknowledged = 0;
  unanswered = 0;
  unavailable = 0;
  /** Acknowledged while objects had no D1. */
  withoutD1 = 0;
  readonly #service: ChaosService;
  readonly #harm: Harm;
  readonly #clock: Clock;

  constructor(service: ChaosService, harm: Harm, clock: Clock) {
    this.#service = service;
    this.#harm = harm;
    this.#clock = clock;
  }

  now(): number {
    return toVirtual(this.#clock, Date.now());
  }

  async send({ method, path, body, isServer }: Request): Promise<Reply> {
    await this.#service.whenUp();
    const before = this.#harm.watch();
    this.requests += 1;
    const reply = { status: 0, data: null, error: null, retryAfter: null, isUnsent: false };
    let answer: Pick<Reply, keyof typeof reply> = reply;
    try {
      const response = await fetch(new URL(path, this.#service.url), {
        method,
        headers: isServer ? { authorization: `Bearer ${ADMIN_KEY}` } : {},
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const { data, error } = (await response.json()) as { data?: Shown; error?: Failed };
      const { status } = response;
      const retryAfter = response.headers.get('retry-after');
      answer = { ...reply, status, data: data ?? null, error: error ?? null, retryAfter };
    } catch (error) {
      const { code } = Object(Object(error).cause);
      answer = { ...reply, isUnsent: code === 'ECONNREFUSED' };
      this.unanswered += 1;
    }
    if (answer.data !== null) this.acknowledged += 1;
    if (answer.status === 503) this.unavailable += 1;
    const harmed = this.#harm.since(before);
    if (answer.data !== null && harmed.wasServing) this.withoutD1 += 1;
    return { ...answer, ...harmed, receivedAt: this.now() };
  }
}
