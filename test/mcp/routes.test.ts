/** Who may speak MCP, and how messages that are none are refused. */
import { beforeAll, describe, expect, it } from 'vitest';
import { makeKey, makeSite } from '../api';
import { ask } from '../support/ask';
import { FULL } from '../wire/refusals';
import { call, post } from './talk';

const ADMIN = 'test-admin-key';
let site_id: string;
let key: string;

beforeAll(async () => {
  site_id = await makeSite();
  key = (await makeKey(site_id)).key;
});

const initialize = (protocolVersion: string) => ({
  protocolVersion,
  capabilities: {},
  clientInfo: { name: 'test', version: '1' },
});

describe('a client', () => {
  it('is let in with a key of a site or the ADMIN_KEY, in any of the headers', async () => {
    const shown: Record<string, string>[] = [
      { authorization: `Bearer ${key}` },
      { 'x-api-key': key },
      { authorization: `Bearer ${ADMIN}` },
    ];
    for (const headers of shown) {
      const { status, result } = await call('ping', {}, { headers });
      expect({ status, result }).toEqual({ status: 200, result: {} });
    }
  });

  it('is refused without a key, with a wrong one, and with one that only a proxy may show', async () => {
    const shown: Record<string, string>[] = [
      {},
      { authorization: 'Bearer wrong' },
      { authorization: `Bearer ${key}x` },
      { 'x-proxy-key': key },
    ];
    for (const headers of shown) {
      const { status, failure } = await call('ping', {}, { headers });
      expect({ status, code: failure?.code }).toEqual({ status: 401, code: 'unauthorized' });
      // No origin of a site lets a program in.
      expect(failure?.message).toMatch(/^Have the MCP client send a key/);
    }
  });

  it('is counted where it guesses keys', async () => {
    const { status } = await call(
      'ping',
      {},
      { key: 'wrong', bindings: { WRITES_PER_CLIENT: FULL } },
    );
    expect(status).toBe(429);
  });
});

describe('a page', () => {
  it('is let in at the host that serves it, and at no other', async () => {
    const own = await call('ping', {}, { key, headers: { origin: 'https://sessions.test' } });
    expect(own.status).toBe(200);
    for (const origin of [
      'https://evil.example',
      'http://sessions.test:8080',
      'https://sessions.test.evil.example',
      'null',
    ]) {
      const { status, failure } = await call('ping', {}, { key, headers: { origin } });
      expect({ status, code: failure?.code }).toEqual({ status: 403, code: 'origin_not_allowed' });
    }
  });

  it('does not get through by a name that it gives to this machine', async () => {
    const url = 'http://rebound.evil.example:8787/api/mcp';
    const headers = { origin: 'http://rebound.evil.example:8787' };
    const { status, failure } = await call('ping', {}, { key, headers, url });
    expect({ status, code: failure?.code }).toEqual({ status: 403, code: 'origin_not_allowed' });
    expect((await call('ping', {}, { key, url: 'http://localhost:8787/api/mcp' })).status).toBe(
      200,
    );
  });
});

describe('a message', () => {
  it('is refused where it is none, as the protocol says it', async () => {
    for (const body of [
      '{',
      '[]',
      '{"jsonrpc":"1.0","id":1,"method":"ping"}',
      '"ping"',
      '{"__proto__":1}',
    ]) {
      const { status, error } = await post(body, { key });
      expect({ body, status }).toEqual({ body, status: 400 });
      expect(error?.code).toBeLessThan(0);
    }
  });

  it('is refused beyond 64 KiB, and as another type', async () => {
    const large = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'ping',
      params: { x: 'x'.repeat(70_000) },
    });
    expect(await post(large, { key })).toMatchObject({
      status: 413,
      failure: { code: 'payload_too_large' },
    });
    const text = await post('{}', { key, headers: { 'content-type': 'text/plain' } });
    expect(text).toMatchObject({ status: 415, failure: { code: 'unsupported_media_type' } });
  });

  it('may be one of several in an array, and is refused in one that is too long', async () => {
    const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
    const messages = [ping, { ...ping, id: 2 }];
    const { status, ...answers } = await post(JSON.stringify(messages), { key });
    expect({ status, ...answers }).toMatchObject({ status: 200, 0: { id: 1 }, 1: { id: 2 } });
    const many = JSON.stringify(Array.from({ length: 101 }, () => ping));
    expect(await post(many, { key })).toMatchObject({ status: 400, error: { code: -32600 } });
  });

  it('that wants no answer gets none', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' });
    expect((await post(body, { key })).status).toBe(202);
  });

  it('with an unknown method is told so', async () => {
    expect((await call('sampling/createMessage', {}, { key })).error?.code).toBe(-32601);
  });
});

describe('a client of an older revision', () => {
  it.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])(
    'is spoken to in %s',
    async (version) => {
      const { result } = await call('initialize', initialize(version), { key });
      expect(result).toMatchObject({
        protocolVersion: version,
        serverInfo: { name: 'visitor-sessions' },
      });
      const headers = { 'mcp-protocol-version': version };
      expect((await call('tools/list', {}, { key, headers })).status).toBe(200);
    },
  );

  it('that nobody knows is offered the newest that has a handshake', async () => {
    const { result } = await call('initialize', initialize('1999-01-01'), { key });
    expect(result?.protocolVersion).toBe('2025-11-25');
    const headers = { 'mcp-protocol-version': '1999-01-01' };
    const { status, error } = await call('tools/list', {}, { key, headers });
    expect({ status, code: error?.code }).toEqual({ status: 400, code: -32000 });
  });
});

it('is asked by POST alone', async () => {
  for (const method of ['GET', 'DELETE']) {
    const response = await ask(new Request('https://sessions.test/api/mcp', { method }));
    expect({ status: response.status, allow: response.headers.get('allow') }).toEqual({
      status: 405,
      allow: 'POST',
    });
  }
});
