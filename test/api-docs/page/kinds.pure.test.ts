import { expect, it } from 'vitest';
import { kindOf, limitsOf } from '../../../src/api-docs/page/kinds';

it.each([
  [{ type: 'string', format: 'uuid' }, 'UUID'],
  [{ type: ['integer', 'null'] }, 'integer or null'],
  [{ anyOf: [{ type: 'integer' }, { type: 'string', format: 'date' }] }, 'integer or date'],
  [{ type: 'array', items: { type: 'string' } }, 'list of strings'],
  [
    { type: 'array', items: { $ref: '#/components/schemas/Lead' } },
    'list of <a href="#Lead">Lead</a>',
  ],
  [
    { anyOf: [{ $ref: '#/components/schemas/Lead' }, { type: 'null' }] },
    '<a href="#Lead">Lead</a> or null',
  ],
  [{ type: 'boolean', const: true }, '<code>true</code>'],
  [
    { type: 'object', additionalProperties: { $ref: '#/components/schemas/Lead' } },
    'object of <a href="#Lead">Lead</a> by name',
  ],
])('says of %j that it is %s', (schema, kind) => {
  expect(kindOf(schema).text).toBe(kind);
});

it.each([
  [{ minLength: 1, maxLength: 256 }, ['1 to 256 characters']],
  [{ maxLength: 64 }, ['at most 64 characters']],
  [{ minimum: 0 }, ['at least 0']],
  [{ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, ['at least 0']],
  [{ minimum: 60_000, maximum: 36_000_000 }, ['60,000 to 36,000,000']],
  [
    { maxItems: 100, items: { maxLength: 255 } },
    ['at most 100 entries', 'each at most 255 characters'],
  ],
  [{}, []],
])('says of the limits of %j: %j', (schema, limits) => {
  expect(limitsOf(schema)).toEqual(limits);
});
