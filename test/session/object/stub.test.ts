import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { asId } from '../../../src/ids/uuid';
import type { SessionCalls } from '../../../src/session/object/contract';
import { callSession } from '../../../src/session/object/stub';

const UNAVAILABLE = { error: 'unavailable', session: null };

/** Calls that fail as the platform's do, with errors that have flags. */
async function callFailing(failures: { retryable?: boolean; overloaded?: boolean }[]) {
  const objects: SessionCalls[] = [];
  const answer = await callSession(env, asId(crypto.randomUUID()), async (object) => {
    objects.push(object);
    const failure = failures.shift();
    if (failure !== undefined) throw Object.assign(new Error('lost'), failure);
    return 'answered';
  });
  return { answer, objects };
}

it('retries a call once, with a fresh stub', async () => {
  const { answer, objects } = await callFailing([{ retryable: true }]);
  expect(answer).toBe('answered');
  expect(objects).toHaveLength(2);
  expect(objects[0]).not.toBe(objects[1]);
});

it('gives up after the second failure', async () => {
  const { answer, objects } = await callFailing([{ retryable: true }, { retryable: true }]);
  expect(answer).toEqual(UNAVAILABLE);
  expect(objects).toHaveLength(2);
});

it.each([[{ retryable: true, overloaded: true }], [{ retryable: false }], [{}]])(
  'does not retry after %o',
  async (failure) => {
    const { answer, objects } = await callFailing([failure]);
    expect(answer).toEqual(UNAVAILABLE);
    expect(objects).toHaveLength(1);
  },
);
