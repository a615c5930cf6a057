import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { gaps, testedEngines } from './test/engines/programs.ts';

if (process.env.BROWSER_GAPS_TOLD === undefined) {
  // This file is read more than once.
  process.env.BROWSER_GAPS_TOLD = '1';
  for (const gap of gaps) console.log(gap);
}

/** Files at a time. Vitest leaves one processor free, and of two that is half: much of a test is waiting for workerd. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

/** Of tests in browsers. */
const IN_BROWSERS = {
  environment: 'node',
  globalSetup: 'test/browser/setup.ts',
  testTimeout: 30_000,
  // What comes when a browser or the service has answered takes a while where much else runs.
  expect: { poll: { timeout: 5_000 } },
  // A browser's processes tell each other things in their own time; a retry is reported.
  retry: 1,
} as const;

/** Most of such a test is waiting for an answer. Only within a group is there one number of workers. */
const TWO_AT_A_TIME = { maxWorkers: 2, sequence: { groupOrder: 1 } };
/** Tests of the pages of the service, and one that waits a minute. */
const OF_PAGES = [
  'test/browser/dashboard/*.test.ts',
  'test/browser/docs.test.ts',
  'test/browser/navigation-after-idle.test.ts',
];

const MCP_SERVER = path.resolve(import.meta.dirname, 'src/mcp/server/serve.ts');

export default defineConfig({
  test: {
    // A golden file that is missing is a failure, not one to write: that takes `-u`.
    update: 'none',
    // What passing tests log is expected; `--silent=false` shows it.
    silent: 'passed-only',
    reporters: ['default', './test/engines/reporter.ts'],
    projects: [
      {
        // Pure code: no runtime needed, so thousands of runs are cheap.
        test: {
          name: 'pure',
          maxWorkers,
          include: ['test/**/*.pure.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
        },
      },
      {
        // The sources of the module that is made of them; the made one is tried in `served`.
        resolve: { alias: [{ find: './mcp/made/server.mjs', replacement: MCP_SERVER }] },
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                ADMIN_KEY: 'test-admin-key',
                MIGRATIONS: await readD1Migrations('./migrations'),
                DOCUMENT: readFileSync('./src/assets/openapi.json', 'utf8'),
              },
              // More databases, without tables, for tests of sites spread over several and of migrations.
              d1Databases: { SPARE: 'spare', BARE: 'bare' },
            },
          })),
        ],
        test: {
          name: 'workerd',
          maxWorkers,
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/**/*.pure.test.ts',
            'test/{browser,engines,bench,chaos,proxies,samples,tracker}/**',
            'test/dev/*.test.ts',
            'test/client/{client-visit,pack}.test.ts',
            'test/mcp/routes-client.test.ts',
          ],
          setupFiles: ['test/setup.ts'],
          testTimeout: 30_000,
        },
      },
      {
        // What the scripts of package.json do.
        test: {
          name: 'scripts',
          maxWorkers,
          include: ['test/dev/*.test.ts'],
          environment: 'node',
        },
      },
      {
        // What stands before the Worker, Cloudflare's assets and proxies of a site, and who asks it from outside: the built one is
        // started with it.
        test: {
          name: 'served',
          maxWorkers,
          include: [
            'test/{proxies,samples,tracker}/**/*.test.ts',
            'test/client/{client-visit,pack}.test.ts',
            'test/mcp/routes-client.test.ts',
          ],
          environment: 'node',
          globalSetup: ['test/browser/setup.ts', 'test/proxies/setup.ts'],
          testTimeout: 30_000,
        },
      },
      ...(testedEngines.includes('Chromium')
        ? [
            {
              test: {
                ...IN_BROWSERS,
                name: 'pages',
                include: OF_PAGES,
                ...TWO_AT_A_TIME,
              },
            },
            {
              test: {
                ...IN_BROWSERS,
                name: 'browser',
                include: ['test/browser/*.test.ts'],
                exclude: OF_PAGES,
                // One Chromium at a time: what it does in the background is slow enough.
                maxWorkers: 1,
              },
            },
          ]
        : []),
      ...(testedEngines.length > 0
        ? [
            {
              test: {
                ...IN_BROWSERS,
                name: 'engines',
                include: ['test/engines/**/*.test.ts'],
                ...TWO_AT_A_TIME,
              },
            },
          ]
        : []),
    ],
  },
});
