import type { Load } from './load.ts';
import type { Operation } from './operations.ts';

/** What each Worker took for each operation, start by start. */
export type Results = Map<string, Load[]>;

/** The least and the most that a ratio may be. */
type Bound = { least?: number; most?: number };

const MAX_P99_RATIO = 1.5;
const MIN_NAIVE_RATIO = 1.5;

export function addLoad(results: Results, operation: string, worker: string, taken: Load) {
  const key = `${operation} ${worker}`;
  results.set(key, [...(results.get(key) ?? []), taken]);
}

/** Prints the figures of all, and the ratios of ours to the others. False: one is not what it is to reach. */
export function printReport(operations: Operation[], workers: string[], results: Results): boolean {
  console.log('operation  worker        requests/s  p50 ms  p99 ms  bytes an answer  CPU ms');
  for (const { name } of operations) {
    for (const worker of workers) {
      const starts = results.get(`${name} ${worker}`);
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
    const rates = (worker: string) => ratios(results, name, worker, 'rate');
    const bound = name === 'session' ? { least: MIN_NAIVE_RATIO } : {};
    verdicts.push(
      printRatio(`${name}: floor, rate`, rates('floor'), { least: floorShare }),
      printRatio(`${name}: floor, p99`, ratios(results, name, 'floor', 'p99'), {
        most: MAX_P99_RATIO,
      }),
      printRatio(`${name}: naive, rate`, rates('naive'), bound),
      printRatio(`${name}: bare naive, rate`, rates('bare'), {}),
    );
  }
  return verdicts.every((isMet) => isMet);
}

/** Ours to another's, start by start. */
function ratios(results: Results, operation: string, other: string, figure: keyof Load) {
  const others = results.get(`${operation} ${other}`) ?? [];
  return (results.get(`${operation} ours`) ?? []).map(
    (taken, start) => taken[figure] / (others[start]?.[figure] ?? Number.NaN),
  );
}

function printRatio(what: string, starts: number[], { least, most }: Bound): boolean {
  const value = median(starts);
  const spread = `(${Math.min(...starts).toFixed(2)} to ${Math.max(...starts).toFixed(2)})`;
  const isMet = value >= (least ?? 0) && value <= (most ?? Number.POSITIVE_INFINITY);
  const goal =
    least !== undefined ? `at least ${least}` : most !== undefined ? `at most ${most}` : '';
  const verdict = isMet ? goal : `${goal}  NOT REACHED`;
  console.log(`${what.padEnd(30)}${value.toFixed(2)} ${spread.padEnd(16)} ${verdict}`.trimEnd());
  return isMet;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
