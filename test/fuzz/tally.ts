/** What came back, in figures: a run in which everything is refused has tested nothing. */
import type { Played } from './play.ts';

export type Tally = {
  began: number;
  statuses: Map<string, number>;
  codes: Map<string, number>;
  /** By endpoint, and by what else there must be some of. */
  kinds: Map<string, { asked: number; taken: number }>;
};

/** Of all requests. */
const LEAST_TAKEN = 0.2;
/** Of those of each kind, where there are so many that it is no chance. */
const LEAST_TAKEN_OF_EACH = 0.05;
const LEAST_ASKED_OF_EACH = 20;
/** A run of fewer proves nothing. */
const LEAST_ASKED = 500;

export function newTally(): Tally {
  return { began: Date.now(), statuses: new Map(), codes: new Map(), kinds: new Map() };
}

export function count(tally: Tally, kinds: string[], played: Played): void {
  add(tally.statuses, String(played.status ?? 'closed'));
  if (played.code !== null) add(tally.codes, played.code);
  for (const kind of kinds) {
    const row = tally.kinds.get(kind) ?? { asked: 0, taken: 0 };
    row.asked += 1;
    if (played.status !== null && played.status < 300) row.taken += 1;
    tally.kinds.set(kind, row);
  }
}

const add = (counts: Map<string, number>, name: string) =>
  counts.set(name, (counts.get(name) ?? 0) + 1);

/** Prints the figures; answers with what is wrong with them. */
export function printTally({ began, statuses, codes, kinds }: Tally): string[] {
  const asked = sum([...statuses.values()]);
  const taken = sum([...statuses].map(([status, times]) => (Number(status) < 300 ? times : 0)));
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${asked} requests in ${seconds} s, ${percent(taken, asked)} taken`);
  console.log(`statuses: ${list(statuses)}`);
  console.log(`codes: ${list(codes)}`);
  const shares = [...kinds].map(
    ([name, row]) => `${name} ${percent(row.taken, row.asked)} of ${row.asked}`,
  );
  console.log(`taken: ${shares.join(', ')}`);
  if (asked < LEAST_ASKED) return [];
  const refused = [...kinds].filter(
    ([, row]) => row.asked >= LEAST_ASKED_OF_EACH && row.taken < row.asked * LEAST_TAKEN_OF_EACH,
  );
  return [
    ...(taken < asked * LEAST_TAKEN ? ['too few requests are taken to test anything'] : []),
    ...refused.map(([name]) => `too few requests of ${name} are taken to test it`),
  ];
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const percent = (part: number, whole: number) => `${Math.round((100 * part) / whole)} %`;
const list = (counts: Map<string, number>) =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, times]) => `${name} ${times}`)
    .join(', ');
