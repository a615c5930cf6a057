/** Chance that repeats: the same seed gives the same numbers. Pure. */

/** A value with its share; shares need not sum to 1. */
export type Share<T> = readonly [value: T, share: number];

export type Chance = {
  /** From 0 to 1, 1 excluded. */
  next(): number;
  is(probability: number): boolean;
  /** Whole, both ends included. */
  whole(from: number, to: number): number;
  pick<T>(values: readonly T[]): T;
  choose<T>(shares: readonly Share<T>[]): T;
  /** Most near the median and some far above it: log-normal. `spread`: the standard deviation of its logarithm. */
  around(median: number, spread: number): number;
  /** `count` bytes. */
  bytes(count: number): Uint8Array;
};

export function makeChance(seed: string): Chance {
  let state = hashSeed(seed);
  // Mulberry32, by Tommy Ettinger, in the public domain: 32 bits of state, enough for data to look at.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const choose = <T>(shares: readonly Share<T>[]): T => {
    let left = next() * shares.reduce((sum, [, share]) => sum + share, 0);
    for (const [value, share] of shares) {
      left -= share;
      if (left < 0) return value;
    }
    const last = shares.at(-1);
    if (last === undefined) throw new Error('there is nothing to choose from');
    return last[0];
  };
  return {
    next,
    is: (probability) => next() < probability,
    whole,
    pick: (values) => choose(values.map((value) => [value, 1] as const)),
    choose,
    around: (median, spread) => {
      // Box and Muller; never the logarithm of 0.
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(spread * normal);
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => whole(0, 255)),
  };
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashSeed(seed: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(seed)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}
