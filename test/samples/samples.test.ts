/** The examples of the document do what they say, as they are printed, but for the address and the key of the service. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { findProgram } from '../rig/programs.ts';
import { ADMIN_KEY } from '../rig/serve.ts';
import { startWatched, type Watched } from '../rig/watched.ts';

const SRC = path.resolve(import.meta.dirname, '../../src');
const run = promisify(execFile);

type Operation = { operationId: string; 'x-codeSamples': { source: string }[] };
const document: { paths: Record<string, Record<string, Operation>> } = JSON.parse(
  readFileSync(path.join(SRC, 'assets/openapi.json'), 'utf8'),
);
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

let service: Watched;

beforeAll(async () => {
  service = await startWatched({ script: inject('workerScript'), withScript: true });
  const db = await service.miniflare.getD1Database('DB');
  const demoSite = readFileSync(path.join(SRC, 'sites/demo-site.sql'), 'utf8');
  await db.prepare(demoSite.replace(/^--.*$/gm, '')).run();
}, 60_000);
afterAll(async () => {
  await service.stop();
});

/** What must be tried fails where it cannot be. */
const canTry = findProgram('CURL_PATH', 'curl') !== null || process.env.REQUIRE_BROWSER === '1';

it
  .skipIf(!canTry)
  .each(operations.map((one) => [one.operationId, one['x-codeSamples'][0]?.source ?? '']))(
  '%s works as printed',
  async (_id, source) => {
    const here = source
      .replaceAll('http://localhost:8787', service.url.origin)
      .replaceAll('dev-admin-key', ADMIN_KEY);
    const { stdout } = await run('bash', ['-euc', here]);
    if (stdout.startsWith('{"success"')) expect(stdout).toMatch(/^\{"success":true,/);
    else expect(stdout).toMatch(/^(\{\n "openapi"|<!doctype html>|[^{<])/);
  },
);
