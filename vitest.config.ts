import { readFileSync } from 'node:fs';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { gaps, testedEngines } from './test/engines/programs.ts';

if (process.env.BROWSER_GAPS_TOLD === undefined) {
  // This file is read more than once.
  process.env.BROWSER_GAPS_TOLD = '1';
  for (const gap of gaps) console.log(gap);
}

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
          include: ['test/**/*.pure.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
        },
      },
      {
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
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/**/*.pure.test.ts',
            'test/{browser,engines,bench,chaos,proxies,samples,tracker}/**',
            'test/dev/*.test.ts',
            'test/client/{client-visit,pack}.test.ts',
          ],
          setupFiles: ['test/setup.ts'],
          testTimeout: 30_000,
        },
      },
      {
        // What the scripts of package.json do.
        test: {
          name: 'scripts',
          include: ['test/dev/*.test.ts'],
          environment: 'node',
        },
      },
      {
        // What stands before the Worker, Cloudflare's assets and proxies of a site, and who asks it from outside: the built one is
        // started with it.
        test: {
          name: 'served',
          include: [
            'test/{proxies,samples,tracker}/**/*.test.ts',
            'test/client/{client-visit,pack}.test.ts',
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
                name: 'browser',
                include: ['test/browser/**/*.test.ts'],
                environment: 'node' as const,
                globalSetup: 'test/browser/setup.ts',
                // One Chromium at a time: what it does in the background is slow enough.
                maxWorkers: 1,
                testTimeout: 30_000,
                // Chromium's processes tell each other things in their own time; a retry is reported.
                retry: 1,
              },
            },
          ]
        : []),
      ...(testedEngines.length > 0
        ? [
            {
              test: {
                name: 'engines',
                include: ['test/engines/**/*.test.ts'],
                environment: 'node' as const,
                globalSetup: 'test/browser/setup.ts',
                // One engine at a time: what they do in the background is slow enough.
                maxWorkers: 1,
                testTimeout: 30_000,
                // An engine's processes tell each other things in their own time; a retry is reported.
                retry: 1,
              },
            },
          ]
        : []),
    ],
  },
});
