/** What came back, in figures: a run in which everything is refused has tested nothing. */
import type { Played } from './play.ts';

export type Tally = {
  began: number;
  statuses: Map<string, number>;
  codes: Map<string, number>;
  operations: Map<string, { asked: number; taken: number }>;
};

/** Of all requests. */
const LEAST_TAKEN = 0.2;
/** Of those to each of the endpoints. */
const LEAST_TAKEN_OF_EACH = 0.05;
/** A run of fewer tells nothing. */
const LEAST_ASKED = 500;

export function newTally(): Tally {
  return { began: Date.now(), statuses: new Map(), codes: new Map(), operations: new Map() };
}

export function count(tally: Tally, operation: string, played: Played): void {
  add(tally.statuses, String(played.status ?? 'closed'));
  if (played.code !== null) add(tally.codes, played.code);
  const row = tally.operations.get(operation) ?? { asked: 0, taken: 0 };
  row.asked += 1;
  if (played.status !== null && played.status < 300) row.taken += 1;
  tally.operations.set(operation, row);
}

const add = (counts: Map<string, number>, name: string) =>
  counts.set(name, (counts.get(name) ?? 0) + 1);

/** Prints the figures; answers with what is wrong with them. */
export function printTally({ began, statuses, codes, operations }: Tally): string[] {
  const rows = [...operations.values()];
  const asked = rows.reduce((sum, row) => sum + row.asked, 0);
  const taken = rows.reduce((sum, row) => sum + row.taken, 0);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${asked} requests in ${seconds} s, ${percent(taken, asked)} taken`);
  console.log(`statuses: ${list(statuses)}`);
  console.log(`codes: ${list(codes)}`);
  const shares = [...operations].map(
    ([name, row]) => `${name} ${percent(row.taken, row.asked)} of ${row.asked}`,
  );
  console.log(`taken: ${shares.join(', ')}`);
  if (asked < LEAST_ASKED) return [];
  const refused = [...operations].filter(([, row]) => row.taken < row.asked * LEAST_TAKEN_OF_EACH);
  return [
    ...(taken < asked * LEAST_TAKEN ? ['too few requests are taken to test anything'] : []),
    ...refused.map(([name]) => `too few requests to ${name} are taken to test it`),
  ];
}

const percent = (part: number, whole: number) => `${Math.round((100 * part) / whole)} %`;
const list = (counts: Map<string, number>) =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, times]) => `${name} ${times}`)
    .join(', ');
