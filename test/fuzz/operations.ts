/** The operations of the API's document, each with the trees of what it takes: one that is added there is fuzzed from then on. */
import type { Operation as Described, Parameter } from '../contract/document.ts';
import { contract, listSlots, mapValues, type Node, treeOf } from './schemas.ts';

export type Operation = {
  method: string;
  /** With `{name}` for each parameter. */
  path: string;
  params: Node;
  query: Node;
  body?: Node;
  caller: Described['x-caller'];
  /** What the document shows, whole ids of examples included. */
  example: { query: Record<string, unknown>; body?: unknown };
};

/** Its `operationId`. */
export type OperationName = string;

export const OPERATIONS: Record<OperationName, Operation> = Object.fromEntries(
  contract.operations
    .filter(({ operation }) => !operation['x-asset'])
    .map(({ method, path, operation }) => [operation.operationId, read(method, path, operation)]),
);

function read(method: string, path: string, operation: Described): Operation {
  const { parameters = [], requestBody, 'x-caller': caller } = operation;
  const inQuery = parameters.filter((one) => one.in === 'query');
  const content = requestBody?.content['application/json'];
  const examples = inQuery.filter(({ example }) => example !== undefined);
  return {
    method,
    path,
    params: objectOf(parameters.filter((one) => one.in === 'path')),
    query: objectOf(inQuery),
    ...(content !== undefined && { body: treeOf(toPlain(content.schema)) }),
    caller,
    example: {
      query: Object.fromEntries(examples.map(({ name, example }) => [name, example])),
      ...(content !== undefined && { body: content.example }),
    },
  };
}

function objectOf(parameters: Parameter[]): Node {
  const fields = Object.fromEntries(parameters.map((one) => [one.name, one]));
  return {
    type: 'object',
    properties: mapValues(fields, ({ schema }) => treeOf(toPlain(schema))),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}

/** As JSON, which it is. */
function toPlain(schema: object): Parameters<typeof treeOf>[0] {
  return JSON.parse(JSON.stringify(schema));
}

/** Throws where the document has none of this name. */
export function operationNamed(name: OperationName): Operation {
  const operation = OPERATIONS[name];
  if (operation === undefined) throw new Error(`the document has no operation ${name}`);
  return operation;
}

/** How often each is called: most those that the whole web can call. */
export const WEIGHTS: Record<Operation['caller'], number> = {
  page: 8,
  write: 2,
  read: 2,
  all: 2,
  viewer: 1,
  dashboard: 1,
  admin: 2,
  anyone: 1,
};

/** The longest text that any field of a body takes. */
export const LONGEST_TEXT = Math.max(
  ...Object.values(OPERATIONS).flatMap(({ body }) =>
    body === undefined ? [] : listSlots(body).map(({ node }) => node.maxLength ?? 0),
  ),
);
