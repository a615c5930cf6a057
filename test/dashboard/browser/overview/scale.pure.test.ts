import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawArea,
  drawLine,
  labelledPoints,
  makeScale,
  ticksUpTo,
} from '../../../../src/dashboard/browser/overview/scale';

const FRAME = { left: 40, right: 140, top: 10, bottom: 110 };

describe('the lines of a plot', () => {
  it.each([
    [0, [0, 1, 2, 3, 4]],
    [3, [0, 1, 2, 3, 4]],
    [548, [0, 200, 400, 600]],
    [206, [0, 50, 100, 150, 200, 250]],
    [1_000, [0, 200, 400, 600, 800, 1_000]],
    [12_431, [0, 5_000, 10_000, 15_000]],
  ])('up to %d are at %j', (most, ticks) => {
    expect(ticksUpTo(most, false)).toEqual(ticks);
  });

  it('of a rate end at 1', () => {
    expect(ticksUpTo(0.93, true)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticksUpTo(1, true).at(-1)).toBe(1);
    expect(ticksUpTo(0.03, true)).toEqual([0, 0.01, 0.02, 0.03]);
  });

  it('are few, whole numbers, and reach over every value', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 40 }), (most) => {
        const ticks = ticksUpTo(most, false);
        expect(ticks.every(Number.isInteger)).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * 0.999);
      }),
    );
  });
});

describe('the points of a plot', () => {
  it('are equally far apart from its left to its right, and found again', () => {
    const { x, indexAt } = makeScale(FRAME, 5, 10);
    expect([0, 1, 2, 3, 4].map(x)).toEqual([40, 65, 90, 115, 140]);
    expect([-20, 40, 52, 53, 139, 999].map(indexAt)).toEqual([0, 0, 0, 1, 4, 4]);
  });

  it('are in the middle where there is one', () => {
    const { x, y, indexAt } = makeScale(FRAME, 1, 10);
    expect([x(0), y(0), y(10), indexAt(0), indexAt(140)]).toEqual([90, 110, 10, 0, 0]);
  });

  it('have words as far as there is room', () => {
    expect(labelledPoints(30, 1000, 90)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
    expect(labelledPoints(3, 10, 90)).toEqual([0]);
    expect(labelledPoints(1, 10, 90)).toEqual([0]);
  });
});

describe('a line', () => {
  const scale = makeScale(FRAME, 5, 10);

  it('is broken where a value is missing', () => {
    expect(drawLine([0, 10, null, 5, null], scale)).toBe('M40 110L65 10M115 60');
  });

  it('has an area under it, from its first value to its last', () => {
    expect(drawArea([null, 10, null, 5, null], scale)).toBe('M65 10L90 110L115 60L115 110L65 110Z');
    expect(drawArea([null, 10, null, null, null], scale)).toBe('');
    expect(drawArea([], scale)).toBe('');
  });
});
