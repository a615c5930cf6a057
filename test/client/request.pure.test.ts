import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../src/client/made/methods.ts';
import { REPEATABLE_POSTS, STAMPED, toRequest } from '../../src/client/request.ts';
import { type Operation, readContract } from '../contract/document.ts';

const DOCUMENT = path.join(import.meta.dirname, '../../src/assets/openapi.json');
const contract = readContract(readFileSync(DOCUMENT, 'utf8'));
/** There are clients of another protocol. */
const operations = contract.operations.filter(({ operation }) => !operation['x-protocol']);
const url = 'https://sessions.example/';
const NOW = Date.UTC(2026, 10, 23, 12);

function namesOf({ parameters = [], requestBody }: Operation) {
  const namesIn = (place: string) =>
    parameters.filter((one) => one.in === place).map(({ name }) => name);
  const schema = requestBody?.content['application/json']?.schema;
  return {
    params: namesIn('path'),
    query: namesIn('query'),
    body: schema === undefined ? [] : Object.keys(contract.fieldsOf(schema)),
  };
}

describe('a request', () => {
  it.each(operations.map((one) => [one.operation.operationId, one] as const))(
    'of %s has its method, and each part of the input where the document wants it',
    (id, { method, path: template, operation }) => {
      const { params, query, body } = namesOf(operation);
      const input = Object.fromEntries([...params, ...query, ...body].map((name) => [name, 'a b']));
      const { url: asked, init } = toRequest({ url }, id, OPERATIONS[id] ?? '', input, NOW);
      expect(init.method).toBe(method);
      const { pathname, searchParams } = new URL(asked);
      expect(pathname).toBe(template.replace(/\{\w+\}/g, 'a%20b'));
      expect([...searchParams.keys()].sort()).toEqual(query.sort());
      expect(Object.keys(JSON.parse(`${init.body ?? '{}'}`)).sort()).toEqual(body.sort());
    },
  );

  it('is stamped where the document has a field for that', () => {
    const stamped = operations
      .filter(({ operation }) => namesOf(operation).body.includes('sent_at'))
      .map(({ operation }) => operation.operationId);
    expect(stamped.sort()).toEqual([...STAMPED].sort());
  });

  it('that is a POST is listed as repeatable, or known not to be', () => {
    const posts = operations
      .filter(({ method }) => method === 'POST')
      .map(({ operation }) => operation.operationId);
    const known = [
      ...REPEATABLE_POSTS,
      'createSession',
      'createSite',
      'createKey',
      'createShare',
      'createSignIn',
    ];
    expect(posts.sort()).toEqual(known.sort());
  });

  it('keeps the path of the address, and takes none for that of the page', () => {
    const ask = (base: string) =>
      toRequest({ url: base }, 'getHealth', 'GET /healthz', {}, NOW).url;
    expect(ask('https://shop.example/sessions/')).toBe('https://shop.example/sessions/healthz');
    expect(ask('')).toBe('/healthz');
  });

  it('is simple, which spares a page the preflight, where there is no key', () => {
    const input = { session_id: 'a' };
    const route = OPERATIONS.endSession ?? '';
    expect(toRequest({ url }, 'endSession', route, input, NOW).init.headers).toEqual({});
    expect(toRequest({ url, key: 'k' }, 'endSession', route, input, NOW).init.headers).toEqual({
      authorization: 'Bearer k',
      'content-type': 'application/json',
    });
  });

  it('leaves out what is undefined, and sends null', () => {
    const bodyOf = (input: object) => {
      const { init } = toRequest({ url }, 'createSession', 'POST /', { ...input }, NOW);
      return JSON.parse(`${init.body}`);
    };
    expect(bodyOf({ id: undefined, sent_at: undefined }).sent_at).toBe(NOW);
    expect(bodyOf({ id: undefined }).id).toMatch(/^[0-9a-f-]{36}$/);
    expect(bodyOf({ id: null, sent_at: null })).toEqual({ id: null, sent_at: null });
    const listed = toRequest({ url }, 'listTasks', 'GET /', { a: null, b: undefined, c: 0 }, NOW);
    expect(new URL(listed.url).search).toBe('?c=0');
  });
});
