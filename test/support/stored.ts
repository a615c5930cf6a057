import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { Session } from '../../src/session/life/session';
import { recordOf } from '../api';

const stubOf = (sessionId: string) => env.VISITOR_SESSIONS.getByName(sessionId);

/** Everything that the object of a session has in durable storage. */
export function storedOf(sessionId: string) {
  return runInDurableObject(stubOf(sessionId), async (_, { storage }) => ({
    session: readState(storage),
    keys: [...storage.kv.list()].map(([key]) => key),
    alarmAt: await storage.getAlarm(),
  }));
}

function readState(storage: DurableObjectStorage): Session | null {
  const stored = storage.kv.get<string>('session');
  return stored === undefined ? null : JSON.parse(stored);
}

export function runAlarm(sessionId: string): Promise<boolean> {
  return runDurableObjectAlarm(stubOf(sessionId));
}

/** From now on D1 refuses records, and nothing else. */
export async function refuseRecords(): Promise<void> {
  await env.DB.prepare(
    "CREATE TRIGGER refuse_records BEFORE INSERT ON sessions BEGIN SELECT RAISE(ABORT, 'refused'); END",
  ).run();
}

export async function takeRecords(): Promise<void> {
  await env.DB.prepare('DROP TRIGGER refuse_records').run();
}

/** Waits, in real time, until the record satisfies the condition: flushes come after the answer. */
export async function recordWhen(
  sessionId: string,
  condition: (record: NonNullable<Awaited<ReturnType<typeof recordOf>>>) => boolean,
) {
  for (let tries = 0; tries < 200; tries += 1) {
    const record = await recordOf(sessionId);
    if (record !== null && condition(record)) return record;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`the record never came to be: ${JSON.stringify(await recordOf(sessionId))}`);
}
