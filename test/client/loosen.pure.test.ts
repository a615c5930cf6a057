import { expect, it } from 'vitest';
import { loosen, openLists } from '../../src/client/loosen.ts';

const parameterOf = (schema: object) => ({ name: 'a', in: 'query', description: 'A.', schema });
const loosened = (schema: object) => Object(loosen('', parameterOf({ type: 'string', ...schema })));
const filter = (value: object, parts: boolean, missing: boolean) =>
  loosened({ maxLength: 8, 'x-filter': { value, parts, missing } });

it('a filter of closed values offers them, negated as well, and takes other text', () => {
  const { schema, description } = filter({ enum: ['x', 'y'] }, true, true);
  expect(schema.enum.slice(0, -1)).toEqual(['x', 'y', 'null', '!x', '!y', '!null']);
  expect(openLists(`"x" | ${JSON.stringify(schema.enum.at(-1))}`)).toBe('"x" | (string & {})');
  expect(description).toContain('a list `a,b`, negated `!a`, a part `~a`, missing `null`');
});

it('a filter that is a flag takes a boolean, too', () => {
  const { schema, description } = filter({ enum: ['true', 'false'] }, false, false);
  expect(schema.anyOf[0]).toEqual({ type: 'boolean' });
  expect(schema.anyOf[1].enum).toContain('!true');
  expect(description).not.toMatch(/part|null/);
});

it('a filter of any text is text', () => {
  expect(filter({}, true, true).schema).toEqual({ type: 'string' });
});

it('what is true or false takes a boolean, and keeps its default', () => {
  const { schema } = loosened({ enum: ['true', 'false'], default: 'false' });
  expect(schema).toEqual({
    anyOf: [{ type: 'boolean' }, { type: 'string', enum: ['true', 'false'] }],
    default: 'false',
  });
});

it('other parameters, and what is no parameter, stay as they are', () => {
  const others = [parameterOf({ enum: ['csv'] }), { type: 'string' }, null, 'text', ['x']];
  for (const other of others) expect(loosen('', other)).toBe(other);
});
