/** Plays what browsers and servers send with a controlled clock, and counts what Cloudflare would bill for it. */

import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, vi } from 'vitest';
import { asId, type SessionId } from '../../src/ids/uuid';
import { deleteRecords } from '../../src/session/record/delete';
import { makeSite } from '../api';
import naive from '../bench/workers/naive';
import { makeTable } from '../bench/workers/one-table';
import { copyRecord } from '../rig/records';
import { ask } from '../support/ask';
import { NOON, stopClock } from '../support/clock';
import { runAlarm, storedOf } from '../support/stored';
import { countD1Rows, countObjectUse } from './count';
import { CPU_MS, type Usage, WATCHDOG_READS } from './prices';

/** `at`: seconds since the visit began. Ids in a body are names: SITE, SESSION, VISITOR. */
export type Message = {
  at: number;
  method: string;
  path: string;
  type?: string;
  body?: Record<string, unknown>;
};

const ORIGIN = 'https://sessions.test';
/** By then every object is gone. */
const OVER_S = 30 * 60 * 60;

/** The script itself is a static asset, for which nothing is billed. */
export async function playOurs(recorded: Message[]): Promise<Usage> {
  const messages = recorded.filter(({ path }) => path !== '/s.js');
  stopClock(NOON);
  const site_id = await makeSite();
  const [d1, objects] = [countD1Rows(), await countObjectUse()];
  const ids = new Map([['SITE', site_id]]);
  const live = new Set<string>();
  let now = 0;
  const passTo = async (second: number) => {
    for (;;) {
      const due = await nextAlarm(live);
      if (due === null || due.at > NOON + second * 1000) break;
      now = Math.max(now, (due.at - NOON) / 1000);
      vi.setSystemTime(NOON + now * 1000);
      await runAlarm(due.id);
    }
    now = second;
    vi.setSystemTime(NOON + now * 1000);
  };
  for (const message of messages) {
    await passTo(message.at);
    const response = await ask(requestFor(message, ids, now));
    await learn(response, ids);
    const session_id = ids.get('SESSION');
    if (session_id !== undefined) live.add(session_id);
    await settle();
  }
  await passTo(OVER_S);
  for (const id of live) expect((await storedOf(id)).keys).toEqual([]);
  const counted = { ...d1 };
  const used = { ...objects };
  vi.restoreAllMocks();
  return {
    messages: messages.filter(({ method }) => method === 'POST' || method === 'PUT').length,
    sessions: live.size,
    workerRequests: messages.length,
    cpuMs: cpuOf(messages) + used.alarms * CPU_MS.alarm,
    objectRequests: used.calls + used.alarms,
    alarms: used.alarms,
    objectMs: used.ms,
    objectRowsWritten: used.rows,
    d1RowsWritten: counted.written,
    d1RowsRead: counted.read + WATCHDOG_READS,
    ...(await weighRecord(asId([...live][0] ?? ''))),
  };
}

function cpuOf(messages: Message[]): number {
  return CPU_MS.create + (messages.length - 1) * CPU_MS.message;
}

export async function playNaive(recorded: Message[]): Promise<Usage> {
  const messages = recorded.filter(({ path }) => path !== '/s.js');
  stopClock(NOON);
  const site_id = await makeSite();
  const ids = new Map([['SITE', site_id]]);
  await makeTable(env.DB);
  const d1 = countD1Rows();
  for (const message of messages) {
    vi.setSystemTime(NOON + message.at * 1000);
    const context = createExecutionContext();
    const response = await naive.fetch(requestFor(message, ids, message.at), env, context);
    await learn(response, ids);
    await waitOnExecutionContext(context);
  }
  const counted = { ...d1 };
  vi.restoreAllMocks();
  return {
    messages: messages.filter(({ method }) => method === 'POST' || method === 'PUT').length,
    sessions: 1,
    workerRequests: messages.length,
    cpuMs: messages.length * CPU_MS.message,
    objectRequests: 0,
    alarms: 0,
    objectMs: 0,
    objectRowsWritten: 0,
    d1RowsWritten: counted.written,
    d1RowsRead: counted.read,
    storedBytes: 0,
    deletedRows: 0,
  };
}

function requestFor(message: Message, ids: Map<string, string>, second: number): Request {
  const { method, path, type, body } = message;
  const headers: Record<string, string> = { origin: 'https://shop.example' };
  if (type !== undefined) headers['content-type'] = type;
  if (method === 'OPTIONS') headers['access-control-request-method'] = 'PUT';
  if (body !== undefined && JSON.stringify(body).includes('"SESSION"') && !ids.has('SESSION')) {
    ids.set('SESSION', mintId(NOON + second * 1000));
  }
  const text = JSON.stringify(body, (key, value) =>
    /_at$/.test(key) && typeof value === 'number' ? NOON + value * 1000 : (ids.get(value) ?? value),
  );
  return new Request(`${ORIGIN}${path}`, { method, headers, ...(text && { body: text }) });
}

/** As the script makes them. */
function mintId(at: number): SessionId {
  const time = at.toString(16).padStart(12, '0').replace(/.{8}/, '$&-');
  return asId(`${time}-7${crypto.randomUUID().slice(-21)}`);
}

async function learn(response: Response, ids: Map<string, string>) {
  const text = await response.text();
  expect(response.status, text).toBeLessThan(300);
  if (text === '') return;
  const { data } = JSON.parse(text);
  ids.set('SESSION', data.session_id);
  ids.set('VISITOR', data.visitor_id);
}

/** Records go to D1 after the answer. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 150));
}

async function nextAlarm(ids: Set<string>): Promise<{ id: string; at: number } | null> {
  let next: { id: string; at: number } | null = null;
  for (const id of ids) {
    const { alarmAt } = await storedOf(id);
    if (alarmAt !== null && alarmAt < (next?.at ?? Infinity)) next = { id, at: alarmAt };
  }
  return next;
}

const COPIES = 3000;

/** What the record of a session takes in D1, measured with many copies of it, and the rows that go when it is deleted. */
async function weighRecord(session_id: SessionId) {
  const sizeOf = async () => (await env.DB.prepare('SELECT 1').run()).meta.size_after;
  const before = await sizeOf();
  const copies = Array.from({ length: COPIES }, (_, index) => ({
    session_id: mintId(NOON + index * 1000),
    started_at: NOON + index * 1000,
    visitor_id: crypto.randomUUID(),
    visitor_key: Math.floor(Math.random() * 2 ** 50),
  }));
  await copyRecord(env.DB, session_id, copies);
  const storedBytes = Math.round(((await sizeOf()) - before) / COPIES);
  const d1 = countD1Rows();
  await deleteRecords(env.DB, [session_id]);
  const deletedRows = d1.written;
  vi.restoreAllMocks();
  await deleteRecords(
    env.DB,
    copies.map((copy) => copy.session_id),
  );
  return { storedBytes, deletedRows };
}
