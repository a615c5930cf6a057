/** The package that `npm pack` makes, as a project that has nothing else would use it. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { transformSync } from 'esbuild';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ADMIN_KEY } from '../rig/serve.ts';
import { startWatched, type Watched } from '../rig/watched.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MAX_GZIP_BYTES = 4096;
const run = promisify(execFile);

const folder = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-pack-'));
const project = path.join(folder, 'project');
const installed = path.join(project, 'node_modules/visitor-sessions');
let service: Watched;
let tarball: Buffer<ArrayBuffer>;

beforeAll(async () => {
  service = await startWatched({ script: inject('workerScript') });
  const db = await service.miniflare.getD1Database('DB');
  const demoSite = readFileSync(path.join(ROOT, 'src/sites/demo-site.sql'), 'utf8');
  await db.prepare(demoSite.replace(/^--.*$/gm, '')).run();
  await run('npm', ['pack', '--pack-destination', folder], { cwd: ROOT });
  const name = readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '';
  const file = path.join(folder, name);
  tarball = readFileSync(file);
  mkdirSync(project);
  writeFile('package.json', '{ "private": true, "type": "module" }');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', file], { cwd: project });
  writeFile('readme.ts', readExample());
  const required =
    "import { createClient } from 'visitor-sessions/client';\ncreateClient({ url: '' });\n";
  writeFile('required.cts', required);
  writeFile('snippets.ts', readSnippets());
}, 120_000);
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

function writeFile(name: string, text: string): void {
  writeFileSync(path.join(project, name), text);
}

/** The lines of the README, as printed but for the address and the key of the service. */
function readExample(): string {
  const [, lines = ''] =
    /^```ts\n(.*?)^```$/ms.exec(readFileSync(path.join(ROOT, 'README.md'), 'utf8')) ?? [];
  return lines
    .replace('http://localhost:8787', service.url.origin)
    .replace('dev-admin-key', ADMIN_KEY);
}

/** What the snippets of the client's own page begin with. */
const BEFORE = `import { createClient, unwrap } from 'visitor-sessions/client';
declare const session_id: string, site_id: string, lead_id: string;
declare const signal: AbortSignal;
declare const env: { SESSIONS: { fetch: typeof fetch } };
const client = createClient({ url: '' });
`;

/** Those of that page, blocks and calls in the text, each as a function of its own. */
function readSnippets(): string {
  const page = readFileSync(path.join(ROOT, 'src/client/README.md'), 'utf8');
  const blocks = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, lines = '']) => lines);
  const prose = page.replaceAll(/^```.*?^```$/gms, '');
  const calls = [...prose.matchAll(/`(client\.\w+\([^`]*\))`/g)].map(([, call = '']) => call);
  const fetches = [...prose.matchAll(/`(\(url, init\) => [^`]*)`/g)].map(
    ([, fetch = '']) => `createClient({ url: '', fetch: ${fetch} });`,
  );
  expect([blocks, calls, fetches].map(({ length }) => length)).toEqual([2, 2, 1]);
  const snippets = [...blocks, ...calls, ...fetches].map(
    (lines, index) => `export async function snippet${index}() {\n${lines}\n}`,
  );
  return [BEFORE, ...snippets].join('\n');
}

describe('the package', () => {
  it('is the client and nothing else', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll(path.sep, '/'))
      .filter((file) => !/^dist\/client\/.+\.d\.c?ts$/.test(file));
    expect(files.sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist',
      'dist/client',
      'dist/client/client.cjs',
      'dist/client/client.js',
      'dist/client/made',
      'package.json',
    ]);
    expect(readdirSync(path.join(project, 'node_modules')).sort()).toEqual([
      '.package-lock.json',
      'visitor-sessions',
    ]);
  });

  it('is small', () => {
    const script = readFileSync(path.join(installed, 'dist/client/client.js'), 'utf8');
    const { code } = transformSync(script, { minify: true, format: 'esm' });
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(MAX_GZIP_BYTES);
  });

  it('has the words of the document in its types', () => {
    const types = readFileSync(path.join(installed, 'dist/client/made/methods.d.ts'), 'utf8');
    expect(types).toContain('* Report activity\n');
    expect(types).toContain('**Who may call:**');
    const schema = readFileSync(path.join(installed, 'dist/client/made/schema.d.ts'), 'utf8');
    expect(schema).toContain('Until then a create with its id reopens it.');
  });

  it('is packed as publint wants it', async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false, strict: true });
    expect(messages).toEqual([]);
  });

  it('has types that are right, however it is resolved', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
    // TypeScript 7 has no resolution that knows no "exports".
    const problems =
      'problems' in analysis
        ? analysis.problems.filter(
            (problem) => !('resolutionKind' in problem) || problem.resolutionKind !== 'node10',
          )
        : ['no types'];
    expect(problems).toEqual([]);
  });
});

describe.each([
  ['TypeScript 7', 'typescript'],
  ['TypeScript 5', '@arethetypeswrong/core/node_modules/typescript'],
])('an empty project with %s', (_, compiler) => {
  it.each([
    ['bundler', 'esnext', ['readme.ts', 'snippets.ts']],
    ['node16', 'node16', ['readme.ts', 'snippets.ts', 'required.cts']],
    ['nodenext', 'nodenext', ['readme.ts', 'snippets.ts', 'required.cts']],
  ])('compiles with moduleResolution %s', async (moduleResolution, module, files) => {
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
      target: 'es2022',
      module,
      moduleResolution,
      types: [],
    };
    const config = `${moduleResolution}.json`;
    writeFile(config, JSON.stringify({ compilerOptions, files }));
    const tsc = path.join(ROOT, 'node_modules', compiler, 'bin/tsc');
    const { stdout } = await run(process.execPath, [tsc, '-p', config], { cwd: project }).catch(
      (failed: { stdout: string }) => failed,
    );
    expect(stdout).toBe('');
  });
});

describe('in Node', () => {
  it('the lines of the README do what they say', async () => {
    const { stdout } = await run(process.execPath, ['readme.ts'], { cwd: project });
    expect(stdout).toMatch(/^\d+ sessions today, bounce rate (null|[\d.]+)$/m);
    expect(stdout).not.toContain('resumable');
  });

  it('it can be required, too', async () => {
    const script =
      "Object.keys(require('visitor-sessions/client').createClient({ url: '' })).length";
    const args = ['--input-type', 'commonjs', '--print', script];
    const { stdout } = await run(process.execPath, args, { cwd: project });
    expect(Number(stdout)).toBeGreaterThan(37);
  });
});
