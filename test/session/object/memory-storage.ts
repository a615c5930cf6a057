/** The durable storage of one object, in memory: as much of it as a session's state uses. */
import type { LeadId } from '../../../src/ids/uuid';
import type { Session } from '../../../src/session/life/session';
import { StoredState } from '../../../src/session/object/state';

export class MemoryStorage {
  readonly entries = new Map<string, unknown>();
  alarmAt: number | null = null;
  /** Of every `setAlarm` so far, each of which is billed. */
  readonly alarmsSet: number[] = [];
  /** What storage does when it breaks. */
  failure: Error | null = null;

  readonly kv = {
    get: (key: string) => structuredClone(this.entries.get(key)),
    put: (key: string, value: unknown) => void this.entries.set(key, structuredClone(value)),
    delete: (key: string) => this.entries.delete(key),
  };

  async getAlarm(): Promise<number | null> {
    return this.alarmAt;
  }

  async setAlarm(at: number): Promise<void> {
    this.alarmAt = at;
    this.alarmsSet.push(at);
  }

  async deleteAll(): Promise<void> {
    if (this.failure !== null) throw this.failure;
    this.entries.clear();
    this.alarmAt = null;
  }

  get isEmpty(): boolean {
    return this.entries.size === 0 && this.alarmAt === null;
  }
}

/** The one assertion: the platform's type has much more, which nobody here calls. */
export function stateOn(storage: MemoryStorage): StoredState {
  return new StoredState(storage as unknown as DurableObjectStorage);
}

/** The state of an object that has loaded what was stored. */
export async function loadState(
  session: Session | null,
  stored: { linkingTo?: LeadId | null; alarmAt?: number | null; isWritten?: boolean } = {},
): Promise<{ state: StoredState; storage: MemoryStorage }> {
  const storage = new MemoryStorage();
  if (session !== null) storage.kv.put('session', JSON.stringify(session));
  if (stored.linkingTo) storage.kv.put('linking', stored.linkingTo);
  storage.alarmAt = stored.alarmAt ?? null;
  const state = stateOn(storage);
  await state.load();
  if (session !== null && stored.isWritten) state.noteWritten(session.version);
  return { state, storage };
}
