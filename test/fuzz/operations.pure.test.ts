/** What the rig makes of the document, without a service to ask. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from './operations.ts';
import { contract, treeOf } from './schemas.ts';
import { fromExample, resolveTree, validFor } from './valid.ts';

const played = contract.operations.filter(({ operation }) => !operation['x-asset']);
const ids = new Proxy<Record<string, string>>({}, { get: () => crypto.randomUUID() });
const NOW = Date.UTC(2026, 10, 23);

it('plays every operation that the Worker serves', () => {
  expect(Object.values(OPERATIONS).map(({ method, path }) => `${method} ${path}`)).toEqual(
    played.map(({ method, path }) => `${method} ${path}`),
  );
});

const bodies = played.flatMap(({ operation: { operationId: id, requestBody } }) => {
  const schema = requestBody?.content['application/json']?.schema;
  return schema === undefined ? [] : [{ id, schema }];
});
it.each(bodies)('has bodies for $id that the document allows', ({ id, schema }) => {
  const { body = {}, example } = OPERATIONS[id] ?? {};
  const faultsOf = (tree: unknown) => contract.faultsOf(schema, resolveTree(tree, ids, NOW), false);
  fc.assert(
    fc.property(validFor(body), (tree) => {
      expect(faultsOf(tree)).toEqual([]);
    }),
    { numRuns: 15 },
  );
  expect(faultsOf(fromExample(body, example?.body))).toEqual([]);
});

const parameters = played.flatMap(({ operation }) => operation.parameters ?? []);
it.each(parameters)('has values for $name that the document allows', ({ name, schema }) => {
  const value = validFor(treeOf(JSON.parse(JSON.stringify(schema))), name);
  fc.assert(
    fc.property(value, (tree) => {
      expect(contract.faultsOf(schema, resolveTree(tree, ids, NOW), false)).toEqual([]);
    }),
    { numRuns: 5 },
  );
});

describe('an operation that the rig has never heard of', () => {
  const body = treeOf({
    type: 'object',
    required: ['hook_id', 'at'],
    properties: {
      hook_id: { type: 'string', format: 'uuid' },
      at: { type: 'integer', minimum: 1_000_000_000_000, maximum: 9_000_000_000_000 },
      kinds: { type: 'array', maxItems: 3, items: { type: 'string', enum: ['a', 'b'] } },
      secret: { type: ['string', 'null'], maxLength: 5 },
    },
  });

  it('is asked with the ids and times of the run, and with the rest of its example', () => {
    const example = { hook_id: 'one', at: 1, kinds: ['a'], secret: 'abcde' };
    const known = { hook_id: 'known' };
    expect(resolveTree(fromExample(body, example), known, NOW)).toEqual({
      ...{ hook_id: 'known', at: NOW - 1000, kinds: ['a'], secret: 'abcde' },
    });
  });
});
