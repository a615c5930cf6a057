import type { TestProject } from 'vitest/node';
import { buildWorker } from '../rig/build.ts';

/** Builds the Worker once for all files. */
export default function setup(project: TestProject): void {
  project.provide('workerScript', buildWorker());
}
