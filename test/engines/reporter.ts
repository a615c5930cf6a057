import type { Reporter, TestModule } from 'vitest/node';

/** Prints what the default reporter leaves out: which case an engine cannot do and why, and the time of each engine. */
export default class EngineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const times = new Map<string, number>();
    for (const { project, children } of modules) {
      if (project.name !== 'engines') continue;
      for (const test of children.allTests()) {
        const [engine = ''] = test.fullName.split(' > ');
        const result = test.result();
        if (result.state === 'skipped' && result.note !== undefined)
          console.log(`Left out: ${test.fullName}: ${result.note}`);
        times.set(engine, (times.get(engine) ?? 0) + (test.diagnostic()?.duration ?? 0));
      }
    }
    for (const [engine, ms] of times)
      if (ms > 0) console.log(`Tests in ${engine}: ${Math.round(ms / 1000)} s`);
  }
}
