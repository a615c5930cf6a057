/**
 * The state of one session's object: in memory and, always changed together, in storage. Nothing here waits for the disk:
 * what is put before an answer is part of one atomic write, and the output gate holds the answer until that is durable
 * (https://developers.cloudflare.com/durable-objects/reference/in-memory-state/).
 */

import type { LeadId } from '../../ids/uuid';
import { isArmedFor } from '../life/schedule';
import type { Session } from '../life/session';
import { upgrade } from '../life/shape';

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
    // As JSON text, the format in which every earlier version is read, too.
    this.#storage.kv.put('session', JSON.stringify(next));
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
    // Nothing is left to be loaded, also if what was stored could not be read.
    this.isLoaded = true;
    await this.#storage.deleteAll();
  }
}
