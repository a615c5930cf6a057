import { describe, expect, it, vi } from 'vitest';
import { MINUTE, SECOND, T0 } from '../life/factories';
import {
  db,
  idOf,
  makeRecord,
  makeRecords,
  objects,
  passTurn,
  playOut,
  write,
  writeAndBeCutOff,
} from './records-to-write';

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

  it('a request writes 20 times for others, and then the next request does', async () => {
    const ms = await timeFirst();
    expect(ms).toBeGreaterThanOrEqual(2 * SECOND);
    expect(ms).toBeLessThan(4 * SECOND);
  });

  it('a request writes for others for 10 s, and then the next request does', async () => {
    db.delay = () => scheduler.wait(3 * SECOND);
    const ms = await timeFirst();
    expect(ms).toBeGreaterThanOrEqual(12 * SECOND);
    expect(ms).toBeLessThan(20 * SECOND);
  });
});

describe('After a request that was cut off', () => {
  it('others write, half a minute later', async () => {
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
