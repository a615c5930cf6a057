/**
 * What was asked of a session and of those that it follows: what may have been written over its URL, its shared
 * key and its lead, and what must have been. Of two requests the order is known if one was answered before the other was sent; one that
 * nobody answered may have been done at any time since.
 */

import { DOUBT_MS } from '../../src/session/life/clocks.ts';
import type { ClientKind } from '../../src/session/life/session.ts';
import type { SessionView } from '../../src/session/life/view.ts';
import { type Asked, type Identity, identityOf, SHARED_KEY, targetOf } from './messages.ts';

export type Attempt = {
  message: Asked;
  session_id: string;
  askedAt: number;
  /** Infinity: it may still be done, for all that is known. */
  answeredAt: number;
};

/** What was known of a session when it was asked for. What an answer did not show yet was written after this. */
export type Moment = {
  askedAt: number;
  /** The newest `sent_at` of each thing acknowledged to each kind of caller. */
  clocks: Record<Thing, Record<ClientKind, number>>;
};

/** What the last writer decides: the URL, and the key of custom data that many messages are about. */
export type Thing = 'url' | 'key';
export const THINGS: readonly Thing[] = ['url', 'key'];

export function beginAttempt(message: Asked): Attempt {
  const askedAt = performance.now();
  return { message, session_id: targetOf(message), askedAt, answeredAt: Number.POSITIVE_INFINITY };
}

export function callerOf({ isServer }: Asked): ClientKind {
  return isServer ? 'server' : 'browser';
}

/** What a message reports of the thing; null: it is removed. */
export function reportedOf(thing: Thing, { body }: Asked): unknown {
  if (thing === 'url') return body?.current_url ?? body?.url;
  return Object(body?.custom_data)[SHARED_KEY];
}

export function shownOf(thing: Thing, view: SessionView): unknown {
  return thing === 'url' ? view.current_url : (view.custom_data[SHARED_KEY] ?? null);
}

export class Attempts {
  readonly #all: Attempt[] = [];

  add(attempt: Attempt): void {
    if (!this.#all.includes(attempt)) this.#all.push(attempt);
  }

  /** It cannot have been taken for an old one, nor, unless it is an update, for a repetition. */
  isNewest(attempt: Attempt): boolean {
    const { sent_at } = attempt.message.body ?? {};
    if (sent_at === undefined) return true;
    return this.#timesOf(callerOf(attempt.message), attempt).every((other) =>
      attempt.message.kind === 'update' ? other <= sent_at : other < sent_at,
    );
  }

  /**
   * What it reports of the thing is the newest, whatever the clocks: no message with another clock is about it, and its own has
   * sent nothing later, so that it cannot be taken for a message from before that clock was set.
   */
  isNewestOf(thing: Thing, attempt: Attempt): boolean {
    const { sent_at } = attempt.message.body ?? {};
    if (sent_at === undefined) return true;
    const caller = callerOf(attempt.message);
    const isAlone = this.#all
      .filter((other) => other !== attempt && reportedOf(thing, other.message) !== undefined)
      .every(({ message }) => callerOf(message) === caller && message.body?.sent_at !== undefined);
    return isAlone && this.#timesOf(caller, attempt).every((other) => other < sent_at);
  }

  /** Whether a session may have come to this value since. What opens one that it follows may have come to it; no update does. */
  mayHaveMoved(thing: Thing, value: unknown, sessionId: string, since: Moment): boolean {
    return this.#all.some(
      (attempt) =>
        reportedOf(thing, attempt.message) === value &&
        (attempt.message.kind === 'open' || attempt.session_id === sessionId) &&
        attempt.answeredAt > since.askedAt &&
        !this.#isOld(attempt, since.clocks[thing]),
    );
  }

  /** Whether this consent was reported by what opens a session. */
  mayHaveConsented(mark: unknown): boolean {
    return this.#all.some(({ message }) => message.body?.consent?.analytics === mark);
  }

  /**
   * Whether the session's lead may have been replaced since, by one of whom `isLead` is true: by a server that asks for it, or
   * by anybody where it `givesWay`.
   */
  mayHaveReplaced(
    isLead: (identity: Identity) => boolean,
    sessionId: string,
    since: Moment,
    givesWay = false,
  ): boolean {
    return this.#all.some(({ message, session_id, answeredAt }) => {
      const identity = identityOf(message);
      const replaces = givesWay || (message.isServer && message.body?.replace === true);
      if (identity === null || !replaces || session_id !== sessionId) return false;
      return answeredAt > since.askedAt && isLead(identity);
    });
  }

  /** Its kind of caller had reported of a newer one, and no clock can have been taken for one that was set. */
  #isOld({ message }: Attempt, clocks: Record<ClientKind, number>): boolean {
    const { sent_at } = message.body ?? {};
    const caller = callerOf(message);
    if (sent_at === undefined || sent_at >= clocks[caller]) return false;
    // A reopening is activity at its arrival, whatever its clock, and the clock is taken for one that was set.
    const isOlderOpen = ({ message: { kind, body } }: Attempt) =>
      kind === 'open' && (body?.sent_at ?? Number.POSITIVE_INFINITY) < clocks[caller];
    if (this.#all.some(isOlderOpen)) return false;
    const times = this.#timesOf(caller);
    return Math.max(...times) - Math.min(...times) <= DOUBT_MS;
  }

  #timesOf(caller: ClientKind, except?: Attempt): number[] {
    return this.#all.flatMap((attempt) => {
      const { sent_at } = attempt.message.body ?? {};
      const counts = attempt !== except && callerOf(attempt.message) === caller;
      return counts && sent_at !== undefined ? [sent_at] : [];
    });
  }
}

const UNHEARD = { browser: Number.NEGATIVE_INFINITY, server: Number.NEGATIVE_INFINITY };
export const NEVER: Moment = {
  askedAt: Number.NEGATIVE_INFINITY,
  clocks: { url: UNHEARD, key: UNHEARD },
};

/** What was known at either moment. */
export function latest(one: Moment, other: Moment): Moment {
  const newest = (thing: Thing) => ({
    browser: Math.max(one.clocks[thing].browser, other.clocks[thing].browser),
    server: Math.max(one.clocks[thing].server, other.clocks[thing].server),
  });
  return {
    askedAt: Math.max(one.askedAt, other.askedAt),
    clocks: { url: newest('url'), key: newest('key') },
  };
}

/** The moment at which an attempt was acknowledged, for what was known when it was made. */
export function afterAttempt({ message, askedAt }: Attempt, before: Moment): Moment {
  const { sent_at } = message.body ?? {};
  const heard = (thing: Thing) =>
    sent_at === undefined || reportedOf(thing, message) === undefined
      ? UNHEARD
      : { ...UNHEARD, [callerOf(message)]: sent_at };
  return latest(before, { askedAt, clocks: { url: heard('url'), key: heard('key') } });
}

/** Values that were shown, each with the moment that it was last shown for. */
export class Shown<Value> {
  readonly #moments: Map<Value, Moment>;

  constructor(moments: Map<Value, Moment> = new Map()) {
    this.#moments = moments;
  }

  add(value: Value, moment: Moment): void {
    this.#moments.set(value, latest(this.#moments.get(value) ?? NEVER, moment));
  }

  /** What is shown now has replaced every other value since this; null: nothing else was ever shown. */
  sinceOthers(value: Value): Moment | null {
    const others = [...this.#moments].filter(([other]) => other !== value);
    return others.length === 0 ? null : others.map(([, moment]) => moment).reduce(latest);
  }

  others(value: Value): Value[] {
    return [...this.#moments.keys()].filter((other) => other !== value);
  }

  copy(): Shown<Value> {
    return new Shown(new Map(this.#moments));
  }
}
