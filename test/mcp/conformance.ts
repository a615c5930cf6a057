/**
 * `npm run mcp:conformance`: the official suite of the Model Context Protocol against `npm run dev`. Every scenario of the suite is
 * either played, and has to pass, or listed here with the reason why it does not apply. A scenario that is neither is a failure,
 * so that a newer suite is looked at.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findFreePort } from '../rig/free-port.ts';
import { forwardWithKey } from './forward.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** How long a scenario may take. */
const PLAY_MS = 60_000;
const SUITE = path.join(ROOT, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');
const DEMO_SITE = '5eed0000-0000-4000-8000-000000000001';
const ADMIN = { authorization: 'Bearer dev-admin-key', 'content-type': 'application/json' };
const START_MS = 120_000;

const FIXTURE = (what: string) =>
  `asks for the suite's own ${what}, which only a server made for the suite has`;
const NO_QUESTIONS = 'the service asks a client nothing: it has no use for its model or its user';
const NO_STREAM =
  'answers are JSON and nothing is pushed, so there is no stream to resume and nothing to subscribe to';

/** Why a scenario is not played. */
const NOT_PLAYED: Record<string, string> = {
  'logging-set-level':
    'there are no log messages to clients; the revision 2026-07-28 has deprecated them',
  'tools-call-simple-text': FIXTURE('tool test_simple_text'),
  'tools-call-image': FIXTURE('tool test_image_content'),
  'tools-call-audio': FIXTURE('tool test_audio_content'),
  'tools-call-embedded-resource': FIXTURE('tool test_embedded_resource'),
  'tools-call-mixed-content': FIXTURE('tool test_multiple_content_types'),
  'tools-call-with-logging': FIXTURE('tool test_tool_with_logging'),
  'tools-call-error': FIXTURE('tool test_error_handling'),
  'tools-call-with-progress': FIXTURE('tool test_tool_with_progress'),
  'tools-call-sampling': NO_QUESTIONS,
  'tools-call-elicitation': NO_QUESTIONS,
  'elicitation-sep1034-defaults': NO_QUESTIONS,
  'elicitation-sep1330-enums': NO_QUESTIONS,
  'json-schema-2020-12': FIXTURE('tool json_schema_2020_12_tool'),
  'server-sse-polling': NO_STREAM,
  'server-sse-multiple-streams':
    'begins with the id of a session of the protocol, and the service keeps none; many requests at once are tried in routes-client.test.ts',
  'resources-read-text': FIXTURE('resource test://static-text'),
  'resources-read-binary': FIXTURE('resource test://static-binary'),
  'resources-templates-read': FIXTURE('resource test://template/123/data'),
  'resources-subscribe': NO_STREAM,
  'resources-unsubscribe': NO_STREAM,
  'prompts-get-simple': FIXTURE('prompt test_simple_prompt'),
  'prompts-get-with-args': FIXTURE('prompt test_prompt_with_arguments'),
  'prompts-get-embedded-resource': FIXTURE('prompt test_prompt_with_embedded_resource'),
  'prompts-get-with-image': FIXTURE('prompt test_prompt_with_image'),
};

const run = promisify(execFile);
const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-conformance-'));
const service = new URL(`http://localhost:${await findFreePort()}`);
const dev = spawn('npm', ['run', 'dev', '--', '--port', service.port, '--persist-to', stateDir], {
  cwd: ROOT,
  stdio: ['ignore', 'ignore', 'inherit'],
  // A group of its own, so that it can be ended with all that it starts.
  detached: true,
});
const ended = once(dev, 'exit');
process.once('exit', endDev);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
try {
  await waitFor(service);
  const { url, server } = await forwardWithKey(service, await makeKey());
  try {
    process.exitCode = await playAll(new URL('/api/mcp', url));
  } finally {
    server.close();
  }
} finally {
  endDev();
  await ended;
  rmSync(stateDir, { recursive: true, force: true });
}

function endDev(): void {
  if (dev.pid !== undefined && dev.exitCode === null) process.kill(-dev.pid, 'SIGTERM');
}

/** 0 if every scenario that applies passes. */
async function playAll(url: URL): Promise<number> {
  const { stdout } = await run(process.execPath, [SUITE, 'list', '--server']);
  const scenarios = [...stdout.matchAll(/^ {2}- (\S+) \[/gm)].map(([, name = '']) => name);
  const played = scenarios.filter((name) => NOT_PLAYED[name] === undefined);
  const failed: string[] = [];
  for (const name of played) {
    const passed = await play(name, url);
    console.log(`${passed ? 'ok  ' : 'FAIL'}  ${name}`);
    if (!passed) failed.push(name);
  }
  for (const [name, reason] of Object.entries(NOT_PLAYED)) console.log(`--    ${name}: ${reason}`);
  const stale = Object.keys(NOT_PLAYED).filter((name) => !scenarios.includes(name));
  if (stale.length > 0) console.log(`FAIL  not in the suite any more: ${stale.join(', ')}`);
  console.log(`${played.length - failed.length} of ${played.length} scenarios that apply pass.`);
  return failed.length + stale.length === 0 && played.length > 0 ? 0 : 1;
}

async function play(scenario: string, url: URL): Promise<boolean> {
  try {
    const args = [
      SUITE,
      'server',
      '--url',
      url.href,
      '--scenario',
      scenario,
      '--output-dir',
      stateDir,
    ];
    const { stdout } = await run(process.execPath, args, { timeout: PLAY_MS });
    const [, passed, all] = /Passed: (\d+)\/(\d+)/.exec(stdout) ?? [];
    return passed === all && Number(passed) > 0;
  } catch (error) {
    console.log(Object(error).stdout ?? error);
    return false;
  }
}

/** Of the demo site, as a client has it. */
async function makeKey(): Promise<string> {
  const response = await fetch(new URL(`/api/sites/${DEMO_SITE}/keys`, service), {
    method: 'POST',
    headers: ADMIN,
    body: JSON.stringify({ name: 'conformance' }),
  });
  const { data }: { data: { key: string } } = JSON.parse(await response.text());
  return data.key;
}

async function waitFor(url: URL): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (dev.exitCode !== null) throw new Error('npm run dev has ended');
    const status = await fetch(new URL('/healthz', url)).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await sleep(250);
  }
  throw new Error('npm run dev does not answer');
}
