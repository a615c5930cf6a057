import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { asId, type VisitorId } from '../../../src/ids/uuid';
import { listUnwritten } from '../../../src/session/record/batch-writer';
import { LEAD, MINUTE, OTHER_SITE, SECOND, SITE, T0, VISITOR } from '../life/factories';
import {
  db,
  env,
  idOf,
  makeRecord,
  makeRecords,
  objects,
  passTurn,
  playOut,
  playUntil,
  startOver,
  write,
  writeAndBeCutOff,
} from './records-to-write';

describe('A record', () => {
  it('that is pending alone is written, with no call to an object', async () => {
    await playOut(write(makeRecord(1)));
    expect([...db.versions]).toEqual([[idOf(1), 1]]);
    expect(objects).toMatchObject({ leads: [], refused: [], notWritten: [] });
  });

  it('is written with others, at most 50 in a batch', async () => {
    await playOut(...makeRecords(120).map(write));
    expect(db.sizes).toEqual([50, 50, 20]);
    expect(db.versions.size).toBe(120);
  });

  it('that arrives during a write is written in the next batch', async () => {
    const blocked = Promise.withResolvers<void>();
    db.delay = () => blocked.promise;
    const first = write(makeRecord(0));
    await playUntil(() => db.sizes.length === 1);
    const others = makeRecords(10).slice(1).map(write);
    await Promise.all(others);
    blocked.resolve();
    await playOut(first);
    expect(db.sizes).toEqual([1, 9]);
    expect(db.versions.size).toBe(10);
  });

  it('is written in its newest version, in whatever order versions arrive', async () => {
    await playOut(...[2, 3, 1].map((version) => write(makeRecord(1, { version }))));
    expect(db.sizes).toEqual([1]);
    expect([...db.versions]).toEqual([[idOf(1), 3]]);
  });

  it('that D1 does not write is left to its object, and the next ones are written', async () => {
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

  it('without a lead reports the lead of its visitor to its object', async () => {
    db.lead = LEAD;
    await playOut(write(makeRecord(1)), write(makeRecord(2, { lead_id: LEAD })));
    expect(objects.leads).toEqual([`${idOf(1)} ${LEAD}`]);
  });

  it('of another layout is left to its object', async () => {
    await playOut(write(makeRecord(1, { layout: 'of another version' })));
    expect(objects.notWritten).toEqual([`${idOf(1)} 1`]);
    expect(db.sizes).toEqual([]);
  });

  it('does not wait for the call of another record to its object', async () => {
    const blocked = Promise.withResolvers<void>();
    objects.delay = blocked.promise;
    db.lead = LEAD;
    const first = write(makeRecord(1));
    await playUntil(() => objects.leads.length === 1);
    const second = write(makeRecord(2, { lead_id: LEAD }));
    await playUntil(() => db.versions.has(idOf(2)));
    blocked.resolve();
    await playOut(first, second);
  });

  it('is done when the call to its object has returned', async () => {
    const blocked = Promise.withResolvers<void>();
    objects.delay = blocked.promise;
    db.lead = LEAD;
    let isOver = false;
    const work = write(makeRecord(1)).then(() => {
      isOver = true;
    });
    await playUntil(() => Date.now() > T0 + SECOND);
    expect(isOver).toBe(false);
    blocked.resolve();
    await playOut(work);
  });
});

it('leaves no record pending for a request that may never come', async () => {
  db.delay = () => scheduler.wait(3 * SECOND);
  await playOut(...makeRecords(300).map(write));
  expect(db.versions.size).toBe(300);
});

describe('What is unwritten', () => {
  const visitor = { site_id: SITE, visitor_id: VISITOR };

  const list = (startedBy = T0) => listUnwritten(env().DB, visitor, startedBy).sort();

  it('is pending or being written, until all calls have returned', async () => {
    const [written, returned] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    db.delay = () => written.promise;
    db.lead = LEAD;
    objects.delay = returned.promise;
    const first = write(makeRecord(1));
    expect(list()).toEqual([idOf(1)]);
    await playUntil(() => db.sizes.length === 1);
    await write(makeRecord(2, { lead_id: LEAD }));
    expect(list()).toEqual([idOf(1), idOf(2)]);
    written.resolve();
    await playUntil(() => db.versions.size === 2);
    expect(list()).toContain(idOf(1));
    returned.resolve();
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

it('writes the newest record of every session or calls its object, whenever records arrive and writes fail', async () => {
  const arrival = fc.record({
    after: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 150 })),
    number: fc.nat({ max: 4 }),
    isDown: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(arrival, { minLength: 1, maxLength: 20 }), async (arrivals) => {
      startOver();
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
        const isReported = objects.notWritten.includes(`${id} ${version}`);
        expect(isReported || db.versions.get(id) === version).toBe(true);
      }
      expect(listUnwritten(env().DB, { site_id: SITE, visitor_id: VISITOR }, T0)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
