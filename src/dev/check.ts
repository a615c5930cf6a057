/**
 * `npm run check`, which `npm test` begins with: format, lint, types, and generated files are up to date. Runs as many checks
 * at a time as there are processors; each reports as soon as it ends.
 */
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { type Program, ROOT, runQuietly } from './programs.ts';

type Check = { name: string; command: [Program, ...string[]]; remedy?: string };

const CHECKS: Check[] = [
  { name: 'format and lint', command: ['biome', 'ci', '.'], remedy: 'npm run format' },
  {
    name: 'the generated types of the bindings',
    command: [
      'wrangler',
      'types',
      'src/worker-configuration.d.ts',
      '--include-runtime=false',
      '--check',
    ],
    remedy: 'npm run types',
  },
  ...['tsconfig.json', ...globSync('{src,test}/**/tsconfig.json', { cwd: ROOT }).sort()].map(
    compile,
  ),
  {
    name: 'the document of the API and its page',
    command: ['api-docs', '--check'],
    remedy: 'npm run api-docs',
  },
  { name: 'the methods of the client', command: ['client', '--check'], remedy: 'npm run client' },
  { name: 'the script for pages', command: ['tracker', '--check'], remedy: 'npm run tracker' },
  { name: 'the dashboard', command: ['dashboard', '--check'], remedy: 'npm run dashboard' },
];

/** One checker thread each: more threads do some work twice, and other checks need the processors. */
function compile(project: string): Check {
  const notes = path.join(
    '.wrangler/types',
    project.replaceAll(path.sep, '-').concat('.tsbuildinfo'),
  );
  return {
    name: `types by ${project}`,
    command: ['tsc', '-p', project, '--checkers', '1', '--incremental', '--tsBuildInfoFile', notes],
  };
}

const failed: string[] = [];
const waiting = CHECKS.values();
await Promise.all(Array.from({ length: availableParallelism() }, work));
if (failed.length > 0) {
  console.log(`\n${failed.length} of ${CHECKS.length} checks failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

/** Runs one check after the other until none is left. */
async function work(): Promise<void> {
  for (const { name, command, remedy } of waiting) {
    const began = performance.now();
    const { code, printed } = await runQuietly(...command);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (code === 0) {
      console.log(`ok    ${seconds} s  ${name}`);
      continue;
    }
    failed.push(name);
    console.log(
      `FAIL  ${seconds} s  ${name}${remedy === undefined ? '' : ` ("${remedy}" may mend it)`}\n${printed}`,
    );
  }
}
