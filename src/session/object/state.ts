/**
 * The state of one session's object: in memory and, always changed together, in storage. Nothing here waits for the disk:
 * what is put before an answer is part of one atomic write, and the output gate holds the answer until that is durable
 * (https://developers.cloudflare.com/durable-objects/reference/in-memory-state/).
 */

import type { LeadId } from '../../ids/uuid';
import { isArmedFor } from '../life/schedule';
import type { Session } from '../life/session';
import { upgrade } from '../life/shape';

/**
 * How much of a state that changes with most messages is given room for, in characters. SQLite overwrites a value where
 * it is when the new one is as long, and then writes only the pages that differ; else it frees pages and takes others,
 * four in all for a state of usual size (`btreeOverwriteCell` in https://sqlite.org/src/file/src/btree.c). Of a
 * value that does not fit, the first 473 bytes lie in the page of the table (https://sqlite.org/fileformat2.html,
 * section 1.6: 489, less the row's head). So what changes comes first, with spaces after it, and is one page.
 */
const MOVING_LENGTH = 464;

export class StoredState {
  session: Session | null = null;
  /** The lead that the visitor's other sessions are still to get. */
  linkingTo: LeadId | null = null;
  alarmAt: number | null = null;
  isLoaded = false;
  /** Grows whenever all is forgotten: what was read from D1 before that is out of date. */
  epoch = 0;
  /** The newest version that D1 is known to have. */
  #writtenVersion = 0;
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Once in an object's life in memory; repeating does nothing. */
  async load(): Promise<void> {
    if (this.isLoaded) return;
    const { kv } = this.#storage;
    // Text; a tree, where an early version has stored it.
    const stored = kv.get<unknown>('session');
    const session =
      stored === undefined
        ? null
        : upgrade(typeof stored === 'string' ? JSON.parse(stored) : stored);
    const alarmAt = session === null ? null : await this.#storage.getAlarm();
    if (this.isLoaded) return;
    this.session = session;
    // Nothing to link without a lead, and nothing to look for.
    this.linkingTo = session?.lead_id ? (kv.get<LeadId>('linking') ?? null) : null;
    this.alarmAt = alarmAt;
    this.isLoaded = true;
  }

  put(next: Session): void {
    this.session = next;
    this.#storage.kv.put('session', toText(next));
  }

  /** Whether D1 is known to have this version of the session. */
  get isWritten(): boolean {
    return this.session !== null && this.session.version <= this.#writtenVersion;
  }

  noteWritten(version: number): void {
    this.#writtenVersion = Math.max(this.#writtenVersion, version);
  }

  startLinking(leadId: LeadId): void {
    this.linkingTo = leadId;
    this.#storage.kv.put('linking', leadId);
  }

  finishLinking(): void {
    this.linkingTo = null;
    this.#storage.kv.delete('linking');
  }

  /** Sets the alarm, unless the one there is comes early enough. */
  arm(wakeAt: number, now: number): void {
    if (isArmedFor(this.alarmAt, wakeAt, now)) return;
    this.alarmAt = wakeAt;
    // Not awaited: it is part of the same atomic write as the state.
    void this.#storage.setAlarm(wakeAt);
  }

  /** The alarm has come, and is none any more. */
  dropAlarm(): void {
    this.alarmAt = null;
  }

  /** Leaves nothing behind: no state, no alarm, no stored object. */
  async forget(): Promise<void> {
    this.session = null;
    this.linkingTo = null;
    this.alarmAt = null;
    this.#writtenVersion = 0;
    this.epoch += 1;
    await this.#storage.deleteAll();
  }
}

/** As JSON, which costs less than a structured clone. */
function toText(session: Session): string {
  const moving = {
    version: session.version,
    last_activity_at: session.last_activity_at,
    page_views: session.page_views,
    current_url: session.current_url,
    merge: session.merge,
    ended_at: session.ended_at,
    ended_by: session.ended_by,
    exit_url: session.exit_url,
  };
  const head = JSON.stringify(moving).slice(0, -1);
  const whole = JSON.stringify({ ...moving, ...session });
  const room = Math.ceil((head.length + 1) / MOVING_LENGTH) * MOVING_LENGTH;
  return head.padEnd(room) + whole.slice(head.length);
}
