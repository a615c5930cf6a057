/** Plays a case: asks, checks the answer, and looks at what became of the session. */
import assert from 'node:assert/strict';
import { viewSession } from './actors.ts';
import { FORM_TYPE, spoil, toForm } from './bodies.ts';
import { checkAnswer, checkView } from './checks.ts';
import { checkDocumented } from './documented.ts';
import type { HeaderLine } from './headers.ts';
import { applyMutations } from './mutations.ts';
import { operationNamed } from './operations.ts';
import type { Case } from './requests.ts';
import { type Answer, type Sent, send } from './send.ts';
import { checkShown } from './shown.ts';
import { checkUnchanged, idsFor, learnIds, renewStage, type Stage } from './stage.ts';
import { resolveText, resolveTree } from './valid.ts';

export type Played = { status: number | null; code: string | null };

const READING = ['GET', 'HEAD', 'OPTIONS'];

export async function play(stage: Stage, one: Case): Promise<Played> {
  try {
    const played = await ask(stage, one);
    if (played.isTaken) await renewStage(stage, one);
    return played;
  } catch (error) {
    // The next case must not suffer from this one.
    await renewStage(stage, one).catch(() => undefined);
    throw error;
  }
}

/** Leaves the stage as the request has made it. */
export async function ask(stage: Stage, one: Case): Promise<Played & { isTaken: boolean }> {
  const sent = buildRequest(one, idsFor(stage, one));
  const answer = await send(stage.service, sent);
  try {
    const code = checkAnswer(sent, answer);
    if (answer.status === 200 && sent.method === 'GET') await checkShown(stage, sent, answer);
    await checkDocumented(stage.service);
    const isTaken = answer.status < 300 && !READING.includes(sent.method);
    if (isTaken) {
      checkTaken(one, sent);
      await checkStored(stage, answer);
    } else await checkUnchanged(stage, one.state);
    return { status: answer.status, code, isTaken };
  } catch (error) {
    throw new Error(`${describe(error)}\n\n${show(sent, answer)}`);
  }
}

function buildRequest(one: Case, ids: Record<string, string>): Sent {
  const headers = one.headers.map(([name, value]): HeaderLine => [name, resolveText(value, ids)]);
  const request = {
    method: one.method,
    target: resolveText(one.path + one.query, ids),
    headers,
    body: null,
  };
  if (one.body === null) return request;
  const { tree, mutations, isForm, type, spoiling, isChunked } = one.body;
  const json = applyMutations(resolveTree(tree, ids, Date.now()), mutations);
  const text = isForm ? toForm(json) : json;
  const body = spoiling === null ? Buffer.from(text) : spoil(text, spoiling);
  if (type !== null) headers.push(['Content-Type', type]);
  return { ...request, body, isChunked };
}

const TYPES = ['', 'application/json', 'text/plain', FORM_TYPE];
const MAX_BODY_BYTES = 65_536;
const MAX_DEPTH = 16;

/** What was taken is what may be taken: by type, size and depth. The document has the rest. */
function checkTaken({ operation, body, method }: Case, sent: Sent): void {
  const route = operationNamed(operation);
  if (body === null || method !== route.method || route.body === undefined) return;
  const essence = (body.type ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  assert.ok(TYPES.includes(essence), 'taken with a type that is not supported');
  assert.ok((sent.body?.length ?? 0) <= MAX_BODY_BYTES, 'taken over the size limit');
  if (essence === FORM_TYPE) return;
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(
    sent.body ?? undefined,
  );
  const value: unknown = JSON.parse(text);
  assert.ok(depthOf(value) <= MAX_DEPTH, 'taken over the depth limit');
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

async function checkStored(stage: Stage, answer: Answer): Promise<void> {
  const { data } = JSON.parse(answer.text || '{"data":null}');
  learnIds(stage, data);
  if (typeof data?.session_url !== 'string') return;
  const { session_id, site_id } = data;
  stage.moving.add(session_id);
  checkView(data, stage.knownPaths);
  checkView(await viewSession({ ...stage, site_id }, session_id), stage.knownPaths);
}

const describe = (error: unknown) => (error instanceof Error ? error.message : String(error));
const short = (text: string) => (text.length > 600 ? `${text.slice(0, 600)}…` : text);

/** The exchange, to find the cause by. */
function show(sent: Sent, answer: Answer): string {
  const headers = sent.headers.map(([name, value]) => `> ${name}: ${JSON.stringify(short(value))}`);
  return [
    `> ${sent.method} ${short(sent.target)}`,
    ...headers,
    `> ${sent.body === null ? '(no body)' : JSON.stringify(short(sent.body.toString('latin1')))}`,
    `< ${answer.status} ${JSON.stringify(answer.headers)}`,
    `< ${short(answer.text)}`,
  ].join('\n');
}
