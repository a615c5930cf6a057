/**
 * The schemas of the API's document as trees to generate from: a field that is added to the document is fuzzed from then on, with
 * nothing to do here.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readContract } from '../contract/document.ts';

const TEXT = readFileSync(
  path.resolve(import.meta.dirname, '../../src/assets/openapi.json'),
  'utf8',
);
export const contract = readContract(TEXT);
const { schemas }: { schemas: Record<string, Schema> } = JSON.parse(TEXT).components;

/** What of JSON Schema the document has for what callers send. */
type Schema = Omit<
  Node,
  'type' | 'enum' | 'anyOf' | 'items' | 'properties' | 'isFreeForm' | 'filter'
> & {
  $ref?: string;
  type?: string | string[];
  enum?: (string | null)[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
  'x-filter'?: Filter;
};

/** The value of a filter (`src/api-docs/operation.ts`). */
export type Filter = {
  value: { enum?: string[]; format?: string };
  parts: boolean;
  missing: boolean;
};

export type Node = {
  type?: string;
  anyOf?: Node[];
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  enum?: string[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  filter?: Filter;
  /** An object with any fields, which are kept. */
  isFreeForm?: boolean;
};

export function treeOf(schema: Schema): Node {
  const { $ref, type, enum: values, anyOf, items, properties, ...rest } = schema;
  if ($ref !== undefined) return treeOf(schemas[$ref.replace('#/components/schemas/', '')] ?? {});
  // `{"type":["boolean","null"]}` is written as the choice it is.
  if (Array.isArray(type)) return { anyOf: type.map((one) => treeOf({ ...schema, type: one })) };
  const { additionalProperties, 'x-filter': filter, ...limits } = rest;
  const texts = values?.filter((value) => value !== null);
  return {
    ...limits,
    ...(type !== undefined && { type }),
    ...(type === 'object' && properties === undefined && { isFreeForm: true }),
    ...(filter !== undefined && { filter }),
    ...(texts !== undefined && { enum: texts }),
    ...(anyOf !== undefined && { anyOf: anyOf.map(treeOf) }),
    ...(items !== undefined && { items: treeOf(items) }),
    ...(properties !== undefined && { properties: mapValues(properties, treeOf) }),
  };
}

export function mapValues<A, B>(
  fields: Record<string, A>,
  change: (one: A, name: string) => B,
): Record<string, B> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, one]) => [name, change(one, name)] as const),
  );
}

/** Every place of a tree, with what may be there. */
export type Slot = { path: string[]; node: Node };

export function listSlots(node: Node, path: string[] = []): Slot[] {
  const children = Object.entries(node.properties ?? {}).flatMap(([name, child]) =>
    listSlots(child, [...path, name]),
  );
  const choices = (node.anyOf ?? []).flatMap((choice) => listSlots(choice, path));
  const items = node.items === undefined ? [] : listSlots(node.items, [...path, '0']);
  return node.anyOf === undefined
    ? [{ path, node }, ...children, ...items]
    : [...choices, ...children];
}

/** The places without a bound: every text, number and array must have one. */
export function listUnbounded(tree: Node): string[] {
  return listSlots(tree)
    .filter(({ node }) => isUnbounded(node))
    .map(({ path, node }) => `${path.join('.')} (${node.type})`);
}

function isUnbounded(node: Node): boolean {
  if (node.type === 'array') return node.maxItems === undefined;
  if (node.type === 'number' || node.type === 'integer')
    return node.minimum === undefined || node.maximum === undefined;
  const { type, enum: values, maxLength, format = '', pattern } = node;
  if (type !== 'string' || values !== undefined || maxLength !== undefined) return false;
  return !BOUNDED_FORMATS.includes(format) && (pattern === undefined || /[*+]|,\}/.test(pattern));
}

const BOUNDED_FORMATS = ['uuid', 'date'];
