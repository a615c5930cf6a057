import type { TestProject } from 'vitest/node';
import { buildWorker } from '../rig/build.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The path of the built Worker. */
    workerScript: string;
  }
}

/** Builds the Worker once for all files. */
export default function setup(project: TestProject): void {
  project.provide('workerScript', buildWorker());
}
