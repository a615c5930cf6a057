import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asId, type LeadId, type SessionId, type VisitorId } from '../../../src/ids/uuid';
import {
  type AfterWrite,
  listUnwritten,
  writeSoon,
} from '../../../src/session/record/batch-writer';
import { type PackedRecord, packRecord } from '../../../src/session/record/pack';
import type { Written } from '../../../src/session/record/write';
import {
  LEAD,
  MINUTE,
  OTHER_SITE,
  openSession,
  SECOND,
  SITE,
  T0,
  VISITOR,
} from '../life/factories';

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

/** What the objects are told, as `id version`. */
class Objects implements AfterWrite {
  readonly leads: string[] = [];
  readonly refused: string[] = [];
  readonly notWritten: string[] = [];
  /** How long an object takes to answer. */
  delay: Promise<unknown> = Promise.resolve();

  hasLead = async (record: PackedRecord, leadId: LeadId) => {
    this.leads.push(`${record.session_id} ${leadId}`);
    await this.delay;
  };

  wasRefused = async ({ session_id }: PackedRecord) => void this.refused.push(session_id);

  wasNotWritten = async ({ session_id, version }: PackedRecord) =>
    void this.notWritten.push(`${session_id} ${version}`);
}

let db: Database;
let objects: Objects;

beforeEach(() => {
  vi.useFakeTimers({ now: T0, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  vi.stubGlobal('scheduler', { wait });
  db = new Database();
  objects = new Objects();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The one assertion: the bindings have much more, which nobody here calls. */
const env = () => ({ DB: db }) as unknown as Env;

function idOf(number: number): SessionId {
  return asId(`33333333-3333-4333-8333-${String(number).padStart(12, '0')}`);
}

function makeRecord(number: number, overrides: Partial<PackedRecord> = {}): PackedRecord {
  return { ...packRecord(openSession({ session_id: idOf(number) })), ...overrides };
}

const makeRecords = (count: number) => Array.from({ length: count }, (_, i) => makeRecord(i));

function write(record: PackedRecord): Promise<void> {
  return writeSoon(env(), record, objects);
}

/** Lets time pass, a millisecond a turn of the loop, until all of it is over. */
async function playOut(...work: Promise<unknown>[]): Promise<void> {
  let isOver = false;
  const all = Promise.all(work).finally(() => {
    isOver = true;
  });
  await playUntil(() => isOver);
  await all;
}

async function playUntil(isDone: () => boolean): Promise<void> {
  for (let turn = 0; turn < 60_000; turn += 1) {
    if (isDone()) return;
    await passTurn();
  }
  throw new Error('it never came to be');
}

async function passTurn(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1);
  await new Promise((resolve) => setImmediate(resolve));
}

/** Its write never comes back, as of a request that was cut off. */
async function writeAndBeCutOff(record: PackedRecord): Promise<void> {
  const { delay } = db;
  db.delay = () => new Promise(() => undefined);
  void write(record);
  await playUntil(() => db.sizes.length === 1);
  db.delay = delay;
}

describe('A record', () => {
  it('that comes alone is written, and nobody is told', async () => {
    await playOut(write(makeRecord(1)));
    expect([...db.versions]).toEqual([[idOf(1), 1]]);
    expect(objects).toMatchObject({ leads: [], refused: [], notWritten: [] });
  });

  it('goes together with others, at most 50 at a time', async () => {
    await playOut(...makeRecords(120).map(write));
    expect(db.sizes).toEqual([50, 50, 20]);
    expect(db.versions.size).toBe(120);
  });

  it('that comes while another is written goes with the next ones', async () => {
    const held = Promise.withResolvers<void>();
    db.delay = () => held.promise;
    const first = write(makeRecord(0));
    await playUntil(() => db.sizes.length === 1);
    const others = makeRecords(10).slice(1).map(write);
    await Promise.all(others);
    held.resolve();
    await playOut(first);
    expect(db.sizes).toEqual([1, 9]);
    expect(db.versions.size).toBe(10);
  });

  it('is written as it is newest, in whatever order its versions come', async () => {
    await playOut(...[2, 3, 1].map((version) => write(makeRecord(1, { version }))));
    expect(db.sizes).toEqual([1]);
    expect([...db.versions]).toEqual([[idOf(1), 3]]);
  });

  it('that D1 does not take is left to its object, and the next ones are written', async () => {
    db.isDown = true;
    await playOut(...makeRecords(2).map(write));
    expect(objects.notWritten).toEqual([`${idOf(0)} 1`, `${idOf(1)} 1`]);
    db.isDown = false;
    await playOut(write(makeRecord(2)));
    expect([...db.versions.keys()]).toEqual([idOf(2)]);
    expect(objects.notWritten).toHaveLength(2);
  });

  it('that was erased is refused, and the others are written', async () => {
    db.refused.add(idOf(1));
    await playOut(...makeRecords(3).map(write));
    expect([...db.versions.keys()]).toEqual([idOf(0), idOf(2)]);
    expect(objects).toMatchObject({ refused: [idOf(1)], notWritten: [] });
  });

  it('without a lead tells its object the one that its visitor has', async () => {
    db.lead = LEAD;
    await playOut(write(makeRecord(1)), write(makeRecord(2, { lead_id: LEAD })));
    expect(objects.leads).toEqual([`${idOf(1)} ${LEAD}`]);
  });

  it('of another layout is left to its object', async () => {
    await playOut(write(makeRecord(1, { layout: 'of another version' })));
    expect(objects.notWritten).toEqual([`${idOf(1)} 1`]);
    expect(db.sizes).toEqual([]);
  });

  it('does not wait for what another one has to tell its object', async () => {
    const held = Promise.withResolvers<void>();
    objects.delay = held.promise;
    db.lead = LEAD;
    const first = write(makeRecord(1));
    await playUntil(() => objects.leads.length === 1);
    const second = write(makeRecord(2, { lead_id: LEAD }));
    await playUntil(() => db.versions.has(idOf(2)));
    held.resolve();
    await playOut(first, second);
  });

  it('is done with when its object has been told', async () => {
    const held = Promise.withResolvers<void>();
    objects.delay = held.promise;
    db.lead = LEAD;
    let isOver = false;
    const work = write(makeRecord(1)).then(() => {
      isOver = true;
    });
    await playUntil(() => Date.now() > T0 + SECOND);
    expect(isOver).toBe(false);
    held.resolve();
    await playOut(work);
  });
});

describe('When D1 does not keep up', () => {
  it('the thousand that are pending are written, and the rest is left to the objects', async () => {
    const records = makeRecords(1002);
    const work = records.slice(0, 1001).map(write);
    const newer = write(makeRecord(999, { version: 2 }));
    const beyond = write(makeRecord(1001));
    await playOut(...work, newer, beyond);
    expect(objects.notWritten).toEqual([`${idOf(1000)} 1`, `${idOf(1001)} 1`]);
    expect(db.versions.size).toBe(1000);
    expect(db.versions.get(idOf(999))).toBe(2);
  });
});

it('leaves none waiting for a request that may never come', async () => {
  db.delay = () => scheduler.wait(3 * SECOND);
  await playOut(...makeRecords(300).map(write));
  expect(db.versions.size).toBe(300);
});

describe('While records keep coming', () => {
  /** A record each 50 ms, and how long the request that came first writes for all. */
  async function timeFirst(): Promise<number> {
    const work = [write(makeRecord(0))];
    let overAfter: number | null = null;
    void work[0]?.then(() => {
      overAfter = Date.now() - T0;
    });
    while (overAfter === null && work.length < 1000) {
      for (let turn = 0; turn < 50; turn += 1) await passTurn();
      work.push(write(makeRecord(work.length)));
    }
    await playOut(...work);
    expect(db.versions.size).toBe(work.length);
    return overAfter ?? Infinity;
  }

  it('a request writes 20 times for others, and then the next one does', async () => {
    const ms = await timeFirst();
    expect(ms).toBeGreaterThanOrEqual(2 * SECOND);
    expect(ms).toBeLessThan(4 * SECOND);
  });

  it('a request writes for others for 10 s, and then the next one does', async () => {
    db.delay = () => scheduler.wait(3 * SECOND);
    const ms = await timeFirst();
    expect(ms).toBeGreaterThanOrEqual(12 * SECOND);
    expect(ms).toBeLessThan(20 * SECOND);
  });
});

describe('After a request that was cut off', () => {
  it('others go on, half a minute later', async () => {
    await writeAndBeCutOff(makeRecord(1));
    await write(makeRecord(2));
    vi.setSystemTime(Date.now() + 30 * SECOND);
    await write(makeRecord(3));
    expect(db.versions.size).toBe(0);
    vi.setSystemTime(Date.now() + 5 * SECOND);
    await playOut(write(makeRecord(4)));
    expect([...db.versions.keys()]).toEqual([2, 3, 4].map(idOf));
    expect(objects.notWritten).toEqual([]);
  });

  it('what has been pending for more than a minute is left to its object', async () => {
    await writeAndBeCutOff(makeRecord(1));
    await write(makeRecord(2));
    vi.setSystemTime(Date.now() + MINUTE + 1);
    await playOut(write(makeRecord(3)));
    expect([...db.versions.keys()]).toEqual([idOf(3)]);
    expect(objects.notWritten).toEqual([`${idOf(2)} 1`]);
  });
});

describe('What is unwritten', () => {
  const visitor = { site_id: SITE, visitor_id: VISITOR };
  const list = (startedBy = T0) => listUnwritten(env().DB, visitor, startedBy).sort();

  it('is pending or being written, and no more when all is told', async () => {
    const [written, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    db.delay = () => written.promise;
    db.lead = LEAD;
    objects.delay = told.promise;
    const first = write(makeRecord(1));
    expect(list()).toEqual([idOf(1)]);
    await playUntil(() => db.sizes.length === 1);
    await write(makeRecord(2, { lead_id: LEAD }));
    expect(list()).toEqual([idOf(1), idOf(2)]);
    written.resolve();
    await playUntil(() => db.versions.size === 2);
    expect(list()).toContain(idOf(1));
    told.resolve();
    await playOut(first);
    expect(list()).toEqual([]);
  });

  it('is listed once, by site and visitor and start', async () => {
    await writeAndBeCutOff(makeRecord(1));
    await write(makeRecord(1, { version: 2 }));
    await write(makeRecord(2, { site_id: OTHER_SITE }));
    await write(makeRecord(3, { visitor_id: asId<VisitorId>('another') }));
    await write(makeRecord(4, { started_at: T0 + 1 }));
    expect(list()).toEqual([idOf(1)]);
    expect(list(T0 + 1)).toEqual([idOf(1), idOf(4)]);
  });

  it('is forgotten a minute after the request that wrote it was cut off', async () => {
    await writeAndBeCutOff(makeRecord(1));
    vi.setSystemTime(Date.now() + MINUTE + 1);
    await playOut(write(makeRecord(2)));
    expect(list()).toEqual([]);
  });
});

it('writes the newest of every session or tells its object, whenever records come and writes fail', async () => {
  const arrival = fc.record({
    after: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 150 })),
    number: fc.nat({ max: 4 }),
    isDown: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(arrival, { minLength: 1, maxLength: 20 }), async (arrivals) => {
      db = new Database();
      objects = new Objects();
      const newest = new Map<string, number>();
      const work: Promise<void>[] = [];
      for (const [index, { after, number, isDown }] of arrivals.entries()) {
        for (let turn = 0; turn < after; turn += 1) await passTurn();
        db.isDown = isDown;
        newest.set(idOf(number), index + 1);
        work.push(write(makeRecord(number, { version: index + 1 })));
      }
      await playOut(...work);
      for (const [id, version] of newest) {
        const isTold = objects.notWritten.includes(`${id} ${version}`);
        expect(isTold || db.versions.get(id) === version).toBe(true);
      }
      expect(listUnwritten(env().DB, { site_id: SITE, visitor_id: VISITOR }, T0)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
