/** Schemas of zod as those of the document: JSON Schema 2020-12, tidy, and with words for every field. */
import * as z from 'zod';
import type { Described, Word, Words } from './operation';

export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  [keyword: string]: unknown;
};

/** A number that any integer of JavaScript is within: no limit. */
const UNLIMITED = Number.MAX_SAFE_INTEGER;

/** What callers send. Throws where a field has no words, words have no field, or they leave out what happens without it. */
export function inputSchema({ schema, words }: Described): JsonSchema {
  return attachWords(tidy(parse(toJson(schema, 'input'))), words, '');
}

/** What is answered, without the names of `components`. */
export function answerSchema(schema: z.ZodType): JsonSchema {
  return tidy(parse(toJson(schema, 'output')));
}

/** All schemas of the registry, by their names. Throws where a field has no description. */
export function namedSchemas(registry: z.core.$ZodRegistry<{ id: string }>) {
  const { schemas } = z.toJSONSchema(registry, {
    io: 'output',
    unrepresentable: 'any',
    override: showFreeForm,
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]): [string, JsonSchema] => {
        const named = tidy(parse(schema));
        checkDescriptions(named, name);
        return [name, named];
      }),
  );
}

function toJson(schema: z.ZodType, io: 'input' | 'output') {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any', override: showFreeForm });
}

/** An object that is kept as it is given, of which zod knows only that it is one. */
function showFreeForm({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodType;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
  if (zodSchema._zod.def.type !== 'custom') return;
  jsonSchema.type = 'object';
  jsonSchema.additionalProperties = true;
}

/** A copy that is ours to change. */
function parse(schema: object): JsonSchema {
  return JSON.parse(JSON.stringify(schema));
}

function tidy(node: JsonSchema): JsonSchema {
  const { $schema: _schema, $id: _id, anyOf, properties, items, ...rest } = node;
  const tidied: JsonSchema = { ...rest };
  if (tidied.format === 'uuid') delete tidied.pattern;
  if (tidied.minimum === -UNLIMITED) delete tidied.minimum;
  if (tidied.maximum === UNLIMITED) delete tidied.maximum;
  // What more is answered by later versions is to be left alone.
  if (tidied.additionalProperties === false) delete tidied.additionalProperties;
  // A number of a query.
  if (tidied.pattern === '^\\d{1,16}$') {
    delete tidied.pattern;
    Object.assign(tidied, { type: 'integer', minimum: 0, maximum: UNLIMITED });
  }
  if (typeof tidied.additionalProperties === 'object')
    tidied.additionalProperties = tidy(tidied.additionalProperties);
  if (items !== undefined) tidied.items = tidy(items);
  if (properties !== undefined)
    tidied.properties = Object.fromEntries(
      Object.entries(properties).map(([name, child]) => [name, tidy(child)]),
    );
  if (anyOf === undefined) return tidied;
  const choices = anyOf.map(tidy).flatMap((one) => (isChoice(one) ? (one.anyOf ?? []) : [one]));
  return foldNull(tidied, choices);
}

function isChoice({ anyOf, ...others }: JsonSchema): boolean {
  return anyOf !== undefined && Object.keys(others).length === 0;
}

/** A type or null is one schema with two types, and a description that stands twice stands once. */
function foldNull(outer: JsonSchema, choices: JsonSchema[]): JsonSchema {
  const [first, second, ...more] = choices;
  const isNullable = second?.type === 'null' && more.length === 0;
  if (first === undefined || !isNullable || typeof first.type !== 'string')
    return { ...outer, anyOf: choices };
  const { type, ...others } = first;
  const folded = { ...outer, type: [type, 'null'], ...others, ...describedBy(outer) };
  return first.enum === undefined ? folded : { ...folded, enum: [...first.enum, null] };
}

function describedBy({ description }: JsonSchema): JsonSchema {
  return description === undefined ? {} : { description };
}

/** The choice that has fields, or the schema itself. */
function fieldsOf(node: JsonSchema): JsonSchema | undefined {
  return node.properties === undefined ? node.anyOf?.find((one) => one.properties) : node;
}

function attachWords(node: JsonSchema, words: Words, place: string): JsonSchema {
  const { properties = {}, required = [] } = fieldsOf(node) ?? {};
  for (const name of new Set([...Object.keys(properties), ...Object.keys(words)])) {
    const field = properties[name];
    const word = words[name];
    const where = `${place}${name}`;
    if (field === undefined) throw new Error(`${where} has words and is no field`);
    if (word === undefined) throw new Error(`${where} has no words`);
    const about = aboutOf(word);
    const isOptional = !required.includes(name) && field.default === undefined;
    if (isOptional !== about.includes('Absent:'))
      throw new Error(`${where}: say what happens when it is absent, unless it never is`);
    field.description = about;
    if (typeof word === 'object' && 'as' in word) {
      if ('anyOf' in word.as) delete field.type;
      Object.assign(field, word.as);
    } else if (typeof word === 'object') attachWords(field, word.of, `${where}.`);
    else if (fieldsOf(field) !== undefined) throw new Error(`${where} has fields without words`);
  }
  return node;
}

function aboutOf(word: Word): string {
  return typeof word === 'string' ? word : word.about;
}

function checkDescriptions(node: JsonSchema, place: string): void {
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    if (child.$ref === undefined && !child.description)
      throw new Error(`${place}.${name} has no description`);
    checkDescriptions(child, `${place}.${name}`);
  }
  const parts = [...(node.anyOf ?? []), ...(node.items === undefined ? [] : [node.items])];
  for (const part of parts) checkDescriptions(part, place);
}
