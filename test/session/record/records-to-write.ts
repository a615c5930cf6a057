/** Records, a database and objects for tests of the batch writer: all in memory, in time that tests let pass. */
import { afterEach, beforeEach, vi } from 'vitest';
import { asId, type LeadId, type SessionId } from '../../../src/ids/uuid';
import { type AfterWrite, writeSoon } from '../../../src/session/record/batch-writer';
import { type PackedRecord, packRecord } from '../../../src/session/record/pack';
import type { Written } from '../../../src/session/record/write';
import { openSession, T0 } from '../life/factories';

/** D1 as far as it takes records: which version it has of each. */
class Database {
  readonly versions = new Map<string, number>();
  /** How many records each write carried. */
  readonly sizes: number[] = [];
  readonly refused = new Set<string>();
  lead: LeadId | null = null;
  isDown = false;
  /** What every write waits for. */
  delay = (): Promise<unknown> => Promise.resolve();

  prepare(sql: string) {
    return { bind: (json: string) => ({ sql, json }) };
  }

  async batch(statements: { sql: string; json: string }[]): Promise<{ results: Written[] }[]> {
    const answers = statements.map(({ sql, json }) => {
      const isQuestion = sql.startsWith('SELECT');
      return { results: isQuestion ? this.#write(JSON.parse(json)) : [] };
    });
    this.sizes.push(answers.reduce((sum, { results }) => sum + results.length, 0));
    await this.delay();
    if (this.isDown) throw new Error('D1 is down');
    for (const { session_id, version } of answers.flatMap(({ results }) => results)) {
      const known = this.versions.get(session_id) ?? 0;
      this.versions.set(session_id, Math.max(known, version));
    }
    return answers;
  }

  #write(keys: Pick<Written, 'session_id' | 'version'>[]): Written[] {
    return keys
      .filter(({ session_id }) => !this.refused.has(session_id))
      .map(({ session_id, version }) => ({ session_id, version, visitor_lead_id: this.lead }));
  }
}

/** The calls to objects, as `id version`. */
class Objects implements AfterWrite {
  readonly leads: string[] = [];
  readonly refused: string[] = [];
  readonly notWritten: string[] = [];
  /** How long an object takes to answer. */
  delay: Promise<unknown> = Promise.resolve();

  giveLead = async (record: PackedRecord, leadId: LeadId) => {
    this.leads.push(`${record.session_id} ${leadId}`);
    await this.delay;
  };

  recheck = async ({ session_id }: PackedRecord) => void this.refused.push(session_id);

  leaveToObject = async ({ session_id, version }: PackedRecord) =>
    void this.notWritten.push(`${session_id} ${version}`);
}

export let db: Database;
export let objects: Objects;

beforeEach(() => {
  vi.useFakeTimers({ now: T0, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  vi.stubGlobal('scheduler', { wait });
  startOver();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The one assertion: the bindings have much more, which no test calls. */
export const env = () => ({ DB: db }) as unknown as Env;

export function idOf(number: number): SessionId {
  return asId(`33333333-3333-4333-8333-${String(number).padStart(12, '0')}`);
}

export function makeRecord(number: number, overrides: Partial<PackedRecord> = {}): PackedRecord {
  return { ...packRecord(openSession({ session_id: idOf(number) })), ...overrides };
}

export const makeRecords = (count: number) =>
  Array.from({ length: count }, (_, i) => makeRecord(i));

export function write(record: PackedRecord): Promise<void> {
  return writeSoon(env(), record, objects);
}

/** Lets time pass, a millisecond a turn of the loop, until all of it is over. */
export async function playOut(...work: Promise<unknown>[]): Promise<void> {
  let isOver = false;
  const all = Promise.all(work).finally(() => {
    isOver = true;
  });
  await playUntil(() => isOver);
  await all;
}

export async function playUntil(isDone: () => boolean): Promise<void> {
  for (let turn = 0; turn < 60_000; turn += 1) {
    if (isDone()) return;
    await passTurn();
  }
  throw new Error('it never came to be');
}

export async function passTurn(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1);
  await new Promise((resolve) => setImmediate(resolve));
}

/** Its write never comes back, as of a request that was cut off. */
export async function writeAndBeCutOff(record: PackedRecord): Promise<void> {
  const { delay } = db;
  db.delay = () => new Promise(() => undefined);
  void write(record);
  await playUntil(() => db.sizes.length === 1);
  db.delay = delay;
}

/** Starts over, with nothing written. */
export function startOver(): void {
  db = new Database();
  objects = new Objects();
}
