/** The document of the API as the tests read it: its operations by method and path, and its schemas as validators. */

import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import type { CallerOf } from '../../src/api-docs/operation';

type Content = Record<string, { schema: Schema; example?: unknown; examples?: object }>;
export type Parameter = {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: Schema;
  example?: unknown;
};
export type Response = { description: string; headers?: Record<string, Header>; content?: Content };
export type Header = { required?: boolean; schema: Schema };
export type Operation = {
  operationId: string;
  tags: string[];
  'x-caller': CallerOf;
  'x-asset'?: true;
  'x-protocol'?: true;
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, Response>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, Response>;
  } & Record<string, Record<string, unknown>>;
};

/** Where a path of the document leads: its operations by method in capitals, and the values of its parameters. */
export type Place = {
  path: string;
  operations: Map<string, Operation>;
  params: Record<string, string>;
};

export type Contract = {
  /** Places whose path matches, the most specific first. */
  placesOf(path: string): Place[];
  /** All of them. */
  operations: { method: string; path: string; operation: Operation }[];
  /** A response that the document names, beside those of its operations. */
  responseNamed(name: string): Response;
  /** The fields of an object of the document. */
  fieldsOf(schema: Schema): Record<string, Schema>;
  /** What is wrong with a value; nothing if it is as the schema says. `isAnswer`: fields that are not named are wrong. */
  faultsOf(schema: Schema, value: unknown, isAnswer: boolean): string[];
};

/** Reads the text of the document. */
export function readContract(text: string): Contract {
  const document: Document = JSON.parse(text);
  const open = { $defs: toDefinitions(document.components.schemas) };
  const closed = close(open);
  const validators = new Map<Schema, Validator>();
  const validatorOf = (schema: Schema, isAnswer: boolean) => {
    const known = validators.get(schema);
    if (known !== undefined) return known;
    const own = toDefinitions(schema);
    const whole = isAnswer ? { ...close(own), ...closed } : { ...own, ...open };
    const validator = new Validator(whole, '2020-12', false);
    validators.set(schema, validator);
    return validator;
  };
  const places = Object.entries(document.paths)
    .map(([path, methods]) => ({ path, pattern: toPattern(path), operations: toMap(methods) }))
    .sort((a, b) => countParams(a.path) - countParams(b.path));

  // Resolved once: validators are kept by the schema.
  const named = new Map(
    Object.entries(document.components.responses).map(([name, response]) => [
      name,
      resolve(document, response),
    ]),
  );

  function toMap(methods: Record<string, Operation>): Map<string, Operation> {
    return new Map(
      Object.entries(methods).map(([method, operation]) => [
        method.toUpperCase(),
        resolve(document, operation),
      ]),
    );
  }

  return {
    operations: places.flatMap(({ path, operations }) =>
      [...operations].map(([method, operation]) => ({ method, path, operation })),
    ),
    responseNamed: (name) => {
      const response = named.get(name);
      if (response === undefined) throw new Error(`the document names no response ${name}`);
      return response;
    },
    fieldsOf: ({ $ref = '', properties = {} }) => {
      const named = document.components.schemas[$ref.replace('#/components/schemas/', '')];
      return toFields(named?.properties ?? properties);
    },
    placesOf: (path) =>
      places.flatMap(({ path: template, pattern, operations }) => {
        const params = pattern.exec(path)?.groups;
        if (params === undefined && !pattern.test(path)) return [];
        return [{ path: template, operations, params: { ...params } }];
      }),
    faultsOf: (schema, value, isAnswer) => {
      const { valid, errors } = validatorOf(schema, isAnswer).validate(value);
      return valid ? [] : errors.map(tellFault);
    },
  };
}

function tellFault({ instanceLocation, error }: OutputUnit): string {
  return `${instanceLocation}: ${error}`;
}

/** The references of a schema, as those of JSON Schema alone. */
function toDefinitions<T extends object>(schema: T): T {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"#/$defs/'));
}

/** The same schema, in which an object has no other fields than those that are named. */
function close<T>(node: T): T {
  return JSON.parse(JSON.stringify(node), closeObject);
}

function closeObject(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('properties' in value)) return value;
  // Not the fields of an object, of which one may be called so.
  if (!('type' in value) || (typeof value.type === 'object' && !Array.isArray(value.type)))
    return value;
  return { additionalProperties: false, ...value };
}

/** References to shared parameters, responses and headers are followed; those to schemas stay. */
function resolve<T>(document: Document, node: T): T {
  return JSON.parse(JSON.stringify(node), (_, value) => {
    const [, kind, name] =
      /^#\/components\/(parameters|responses|headers)\/(.+)$/.exec(value?.$ref) ?? [];
    if (kind === undefined || name === undefined) return value;
    return resolve(document, document.components[kind]?.[name]);
  });
}

function toPattern(path: string): RegExp {
  const escaped = path.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${escaped}$`);
}

/** JSON Schema allows `true` for a field of any kind; the document has none of those. */
function toFields(properties: NonNullable<Schema['properties']>): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [
      name,
      typeof field === 'object' ? field : {},
    ]),
  );
}

function countParams(path: string): number {
  return path.split('{').length;
}
