import type { TestProject } from 'vitest/node';
import { buildWatchedWorker } from '../rig/watched.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The path of the built Worker, which is watched. */
    workerScript: string;
  }
}

/** Builds the Worker once for all files. */
export default function setup(project: TestProject): void {
  project.provide('workerScript', buildWatchedWorker());
}
