import type { Load } from './load.ts';
import type { Operation } from './operations.ts';

/** What each Worker took for each operation, start by start: at once, or in rounds that all Workers had in turn. */
export type Results = Map<string, Load[][]>;

/** The least and the most that a ratio may be. */
type Bound = { least?: number; most?: number };

/** How far below what a full run is to reach a quick one may stay. */
const QUICK_ALLOWANCE = 0.05;
const MAX_P99_RATIO = 1.5;
const MIN_NAIVE_RATIO = 1.5;

export function addStart(results: Results, operation: string, worker: string, loads: Load[]) {
  const key = `${operation} ${worker}`;
  results.set(key, [...(results.get(key) ?? []), loads]);
}

/** Prints the figures of all, and the ratios of ours to the others. False: one is not what it is to reach. */
export function printReport(operations: Operation[], workers: string[], results: Results): boolean {
  console.log('operation  worker        requests/s  p50 ms  p99 ms  bytes an answer  CPU ms');
  for (const { name } of operations) {
    for (const worker of workers) {
      const starts = results.get(`${name} ${worker}`)?.flat();
      if (starts === undefined) continue;
      const figures = [
        median(starts.map(({ rate }) => rate))
          .toFixed(0)
          .padStart(10),
        median(starts.map(({ p50 }) => p50))
          .toFixed(2)
          .padStart(8),
        median(starts.map(({ p99 }) => p99))
          .toFixed(2)
          .padStart(8),
        median(starts.map(({ bytes }) => bytes))
          .toFixed(0)
          .padStart(17),
        median(starts.map(({ cpuMs }) => cpuMs))
          .toFixed(2)
          .padStart(8),
      ];
      console.log(`${name.padEnd(11)}${worker.padEnd(14)}${figures.join('')}`);
    }
  }
  console.log('\nours to            median (lowest to highest)   to reach');
  const verdicts: boolean[] = [];
  for (const { name, floorShare } of operations) {
    const rates = (worker: string) => ratios(results, name, 'ours', worker, 'rate');
    const bound = name === 'session' ? { least: MIN_NAIVE_RATIO } : {};
    verdicts.push(
      printRatio(`${name}: floor, rate`, rates('floor'), { least: floorShare }),
      printRatio(`${name}: floor, p99`, ratios(results, name, 'ours', 'floor', 'p99'), {
        most: MAX_P99_RATIO,
      }),
      printRatio(`${name}: naive, rate`, rates('naive'), bound),
      printRatio(`${name}: bare naive, rate`, rates('bare'), {}),
    );
  }
  return verdicts.every((isMet) => isMet);
}

/** Prints the ratios of ours to the floor alone. False: one is below what is wanted. */
export function printQuickReport(operations: Operation[], results: Results): boolean {
  console.log('operation  rate, ours to floor    CPU, ours to floor     wanted of the rate');
  const verdicts = operations.map(({ name, floorShare }) => {
    const starts = ratios(results, name, 'ours', 'floor', 'rate');
    if (starts.length === 0) return true;
    const least = floorShare - QUICK_ALLOWANCE;
    const isMet = median(starts) >= least;
    const verdict = isMet ? 'ok' : 'BELOW';
    const cpu = ratios(results, name, 'ours', 'floor', 'cpuMs');
    const cells = [starts, cpu].map((cell) => formatRatio(cell).padEnd(23)).join('');
    console.log(`${name.padEnd(11)}${cells}at least ${least.toFixed(2)}  ${verdict}`);
    return isMet;
  });
  return verdicts.every((isMet) => isMet);
}

/** Prints how ours does beside the version that it is measured against, if there is one: above 1, ours has more of it. */
export function printComparison(operations: Operation[], results: Results): void {
  const columns = [
    ['rate, ours to against', 'ours', 'against', 'rate'],
    ['CPU, ours to against', 'ours', 'against', 'cpuMs'],
    ['rate, against to floor', 'against', 'floor', 'rate'],
  ] as const;
  const isThere = operations.some(({ name }) => results.has(`${name} against`));
  if (!isThere) return;
  console.log(`\noperation  ${columns.map(([title]) => title.padEnd(24)).join('')}`.trimEnd());
  for (const { name } of operations) {
    const cells = columns.map(([, one, other, figure]) =>
      formatRatio(ratios(results, name, one, other, figure)).padEnd(24),
    );
    console.log(`${name.padEnd(11)}${cells.join('')}`.trimEnd());
  }
}

/** One Worker's to another's, start by start, of the rounds the median; none where one of them has not taken part. */
function ratios(
  results: Results,
  operation: string,
  one: string,
  other: string,
  figure: keyof Load,
): number[] {
  const others = results.get(`${operation} ${other}`);
  if (others === undefined) return [];
  return (results.get(`${operation} ${one}`) ?? []).map((rounds, start) =>
    median(
      rounds.map(
        (taken, round) => taken[figure] / (others[start]?.[round]?.[figure] ?? Number.NaN),
      ),
    ),
  );
}

/** True as well where there is no such ratio. */
function printRatio(what: string, starts: number[], { least, most }: Bound): boolean {
  if (starts.length === 0) return true;
  const value = median(starts);
  const isMet = value >= (least ?? 0) && value <= (most ?? Number.POSITIVE_INFINITY);
  const goal =
    least !== undefined ? `at least ${least}` : most !== undefined ? `at most ${most}` : '';
  const verdict = isMet ? goal : `${goal}  NOT REACHED`;
  console.log(`${what.padEnd(30)}${formatRatio(starts).padEnd(21)} ${verdict}`.trimEnd());
  return isMet;
}

/** The median of the starts, and between which they are. */
function formatRatio(starts: number[]): string {
  if (starts.length === 0) return '';
  const [value, lowest, highest] = [median(starts), Math.min(...starts), Math.max(...starts)];
  return `${value.toFixed(2)} (${lowest.toFixed(2)} to ${highest.toFixed(2)})`;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
