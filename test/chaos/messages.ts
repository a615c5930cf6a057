/** What one visitor's pages and servers send: new messages, and those that were sent before. */
import type { Visitor } from './book.ts';
import type { Random } from './random.ts';

export const PATH = '/api/visitors/session';
const MINUTE_MS = 60_000;

/** The key of custom data that all messages have in common; every other key is of one message. */
export const SHARED_KEY = 'shared';

/** Whom a visitor is identified as. */
export type Identity = { email: string } | { lead_id: string };
export type Kind = 'open' | 'read' | 'update' | 'end' | 'identify';
export type Message = {
  kind: Kind;
  method: string;
  path: string;
  body?: {
    id?: string | undefined;
    session_id?: string;
    page_views?: number;
    active_time?: number;
    consent?: { analytics: string };
    custom_data?: object;
    sent_at?: number | undefined;
    exit_url?: string;
    exit_type?: string | undefined;
    duration?: number;
    url?: string | undefined;
    current_url?: string;
    email?: string;
    lead_id?: string;
    replace?: boolean | undefined;
    create_task?: boolean;
    [name: string]: unknown;
  };
};
/** A message as one kind of caller sends it. */
export type Asked = Message & { isServer: boolean };

export class Messages {
  #pageViews = 0;
  #activeTime = 0;
  readonly #sent: Message[] = [];
  /** The visitor's clock is wrong by this much; now and then it is set. */
  #skewMs: number;
  clocksSet = 0;
  /** Of the message that is being composed: what one of them takes disturbs no other. */
  #random: Random;
  readonly #source: Random;
  readonly #visitor: Visitor;
  readonly #now: () => number;

  constructor(random: Random, visitor: Visitor, now: () => number) {
    this.#source = random;
    this.#random = random.fork();
    this.#visitor = visitor;
    this.#now = now;
    this.#skewMs = random.chance(0.5) ? 0 : chooseSkew(random);
  }

  compose(kind: Kind | 'again', session_id: string): Message {
    const random = this.#source.fork();
    this.#random = random;
    switch (kind) {
      case 'again':
        return this.#sent[random.int(0, this.#sent.length - 1)] ?? this.#read(session_id);
      case 'open':
        return this.#open(session_id);
      case 'read':
        return this.#read(session_id);
      case 'update':
        return this.#update(session_id);
      case 'end':
        return this.#end(session_id);
      case 'identify':
        return this.#identify(session_id);
      default:
        return kind satisfies never;
    }
  }

  /** The visitor's first message: each attempt at it is another, by decisions of its own. */
  begin(id: string | undefined, random: Random): Message {
    this.#random = random;
    return this.#open(id);
  }

  /** Without an id it makes another session each time, and is never repeated. */
  #open(id: string | undefined): Message {
    const random = this.#random;
    const { site_id, visitor_id } = this.#visitor;
    const key = nextKey();
    const url = random.chance(0.7) ? `https://rig.example/${key}` : undefined;
    const { sent_at } = this.#times();
    const body = {
      site_id,
      id,
      visitor_id,
      url,
      sent_at,
      custom_data: { [key]: key, ...this.#shared(key) },
      ...(random.chance(0.5) && { consent: { analytics: key } }),
      ...(random.chance(0.5) && {
        fingerprint: key,
        referrer: `https://from.example/${key}`,
        utm_params: { source: key, campaign: 'rig' },
        device: { type: 'desktop', os: key, screen_size: '1440x900', memory: 8 },
        location: { country: 'NZ', timezone: 'Pacific/Auckland' },
      }),
    };
    const message: Message = { kind: 'open', method: 'POST', path: PATH, body };
    return id === undefined ? message : this.#note(message);
  }

  #read(session_id: string): Message {
    const path = `${PATH}?session_id=${session_id}&site_id=${this.#visitor.site_id}`;
    return { kind: 'read', method: 'GET', path };
  }

  #update(session_id: string): Message {
    const key = nextKey();
    const body = {
      session_id,
      site_id: this.#visitor.site_id,
      ...this.#counters(),
      ...(this.#random.chance(0.7) && { custom_data: { [key]: key, ...this.#shared(key) } }),
      ...(this.#random.chance(0.4) && { current_url: `https://rig.example/${key}` }),
      ...this.#times(),
    };
    return this.#note({ kind: 'update', method: 'PUT', path: PATH, body });
  }

  #end(session_id: string): Message {
    const random = this.#random;
    const { last_activity_at: _, ...times } = this.#times();
    const body = {
      session_id,
      exit_url: `https://rig.example/bye/${nextKey()}`,
      exit_type: random.chance(0.4) ? random.pick(['exit', 'bounce']) : undefined,
      ...(random.chance(0.7) && { site_id: this.#visitor.site_id }),
      ...(random.chance(0.7) && { duration: random.int(0, random.pick([1, 5, 20]) * MINUTE_MS) }),
      ...this.#counters(),
      ...times,
    };
    return this.#note({ kind: 'end', method: 'POST', path: `${PATH}/end`, body });
  }

  #identify(session_id: string): Message {
    const { site_id } = this.#visitor;
    const replace = (this.#visitor.mayReplace && this.#random.chance(0.6)) || undefined;
    const identity = replace ? this.#replacement() : this.#visitor.identity;
    const create_task = this.#random.chance(0.5);
    const name = this.#random.chance(0.4) ? 'Rig' : undefined;
    const body = { site_id, ...identity, create_task, name, replace };
    const path = `${PATH}/${session_id}/identify`;
    return this.#note({ kind: 'identify', method: 'POST', path, body });
  }

  /** By an address or by an id as before: an address that is reported of a lead without one replaces nothing. */
  #replacement(): Identity {
    const { identity } = this.#visitor;
    if (this.#random.chance(0.3)) return identity;
    return 'email' in identity
      ? { email: `${nextKey()}@rig.example` }
      : { lead_id: this.#random.uuid() };
  }

  #note(message: Message): Message {
    this.#sent.push(message);
    return message;
  }

  #counters(): { page_views?: number; active_time?: number } {
    this.#pageViews += this.#random.int(0, 2);
    this.#activeTime += this.#random.int(0, 8_000);
    return {
      ...(this.#random.chance(0.7) && { page_views: this.#pageViews }),
      ...(this.#random.chance(0.7) && { active_time: this.#activeTime }),
    };
  }

  /** What many messages set, and some remove. */
  #shared(value: string): { [SHARED_KEY]?: string | null } {
    if (this.#random.chance(0.6)) return {};
    return { [SHARED_KEY]: this.#random.chance(0.3) ? null : value };
  }

  /** Now by the visitor's clock, or a while ago. */
  #times(): { sent_at?: number; last_activity_at?: number } {
    if (this.#random.chance(0.04)) {
      this.#skewMs = chooseSkew(this.#random);
      this.clocksSet += 1;
    }
    const late = this.#random.chance(0.2) ? this.#random.int(0, 25 * MINUTE_MS) : 0;
    const at = this.#now() + this.#skewMs - late;
    if (this.#random.chance(0.3)) return {};
    return { sent_at: at, ...(this.#random.chance(0.4) && { last_activity_at: at }) };
  }
}

function chooseSkew(random: Random): number {
  return random.int(-120 * MINUTE_MS, 120 * MINUTE_MS);
}

/** The session that a message names, which is not always the one that the visitor is in by now. */
export function targetOf({ body, path }: Message): string {
  return body?.id ?? body?.session_id ?? /[0-9a-f-]{36}/.exec(path)?.[0] ?? '';
}

/** Who an identify is about. */
export function identityOf({ kind, body }: Message): Identity | null {
  if (kind !== 'identify') return null;
  const { email, lead_id } = body ?? {};
  if (lead_id !== undefined) return { lead_id };
  return email === undefined ? null : { email };
}

/** Unique, so that the value of each message can be found. */
let serial = 0;
function nextKey(): string {
  serial += 1;
  return `k${serial}`;
}
