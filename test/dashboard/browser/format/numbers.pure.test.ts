import { describe, expect, it } from 'vitest';
import {
  changeOf,
  percent,
  roundPercent,
  short,
  whole,
} from '../../../../src/dashboard/browser/format/numbers';

describe('a number', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [9_999, '9,999'],
    [10_000, '10k'],
    [12_431, '12.4k'],
    [999_949, '999.9k'],
    [1_250_000, '1.3M'],
  ])('%d is %s in short', (count, text) => {
    expect(short(count)).toBe(text);
  });

  it('is whole where it is pointed at', () => {
    expect(whole(12_431)).toBe('12,431');
  });
});

describe('a share', () => {
  it('has a decimal at most, and is a dash where it is of nothing', () => {
    expect([0.4731, 1, 0, null].map(percent)).toEqual(['47.3%', '100%', '0%', '–']);
  });

  it('of many is round, and hardly anything is not nothing', () => {
    expect([0.4731, 0.004, 0].map(roundPercent)).toEqual(['47%', '<1%', '0%']);
  });
});

describe('a change', () => {
  it.each([
    [120, 100, { text: '20%', direction: 'up' }],
    [80, 100, { text: '20%', direction: 'down' }],
    [100.4, 100, { text: '0%', direction: 'same' }],
    [0, 100, { text: '100%', direction: 'down' }],
    [5_000, 100, { text: '50×', direction: 'up' }],
  ])('to %d from %d is told', (now, before, change) => {
    expect(changeOf(now, before)).toMatchObject(change);
  });

  it.each([
    [1, 0],
    [1, null],
    [null, 1],
  ])('to %s from %s is none', (now, before) => {
    expect(changeOf(now, before)).toBeNull();
  });
});
