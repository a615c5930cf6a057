/** The document of the API: OpenAPI 3.1, from the schemas that validate and the words beside them. */
import * as z from 'zod';
import type { FailureCode } from '../http/errors';
import { components } from './answers/fields';
import { answersElsewhere } from './elsewhere';
import { exampleFailures, failuresOf, schemaNameOf } from './failures';
import { headersOf, sharedHeaders } from './headers';
import { inputSchema, type JsonSchema, namedSchemas } from './json-schema';
import type { AnswerOf, Described, Operation } from './operation';
import { dashboardOperations } from './operations/dashboard';
import { mcpOperations } from './operations/mcp';
import { peopleOperations } from './operations/people';
import { reportOperations } from './operations/reports';
import { serviceOperations } from './operations/service';
import { sessionOperations } from './operations/sessions';
import { shareOperations } from './operations/shares';
import { siteOperations } from './operations/sites';
import { INFO, SECURITY_SCHEMES, SERVERS, securityOf, TAGS, whoMayCall } from './prose';
import { curlOf, fillIn } from './samples';
import { type Paths, shareParameters } from './sharing';

export const OPERATIONS: Operation[] = [
  ...sessionOperations,
  ...reportOperations,
  ...peopleOperations,
  ...siteOperations,
  ...shareOperations,
  ...dashboardOperations,
  ...mcpOperations,
  ...serviceOperations,
];

z.object({
  api_version: z.literal('1.0').describe('The version of the API.'),
  server_time: z.number().int().describe('When it was answered, in ms since the Unix epoch.'),
  processing_time: z.number().int().min(0).describe('How long it took, in ms.'),
})
  .describe('About the answer.')
  .register(components, { id: 'Meta' });

const META_EXAMPLE = { api_version: '1.0', server_time: 1_795_465_603_105, processing_time: 41 };

export function makeDocument(): object {
  const schemas = namedSchemas(components);
  const bodies: Record<string, JsonSchema> = {};
  const responses: Record<string, object> = {};
  const paths: Paths = {};
  for (const operation of OPERATIONS) {
    const { id, path, method, body } = operation;
    if (body !== undefined) bodies[bodyNameOf(id)] = inputSchema(body);
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: describeOperation(operation, responses),
    };
  }
  const { shared, shorter } = shareParameters(paths);
  return {
    openapi: '3.1.0',
    info: INFO,
    servers: SERVERS,
    tags: TAGS,
    paths: shorter,
    components: {
      securitySchemes: SECURITY_SCHEMES,
      headers: sharedHeaders(),
      parameters: shared,
      responses: { ...responses, ...answersElsewhere() },
      examples: exampleFailures(),
      schemas: { ...bodies, ...schemas },
    },
  };
}

/** `createSession` takes a `CreateSessionBody`. */
function bodyNameOf(id: string): string {
  return `${id.charAt(0).toUpperCase()}${id.slice(1)}Body`;
}

function describeOperation(operation: Operation, responses: Record<string, object>): object {
  const { id, tag, summary, description, caller, isAsset, isProtocol } = operation;
  const { params, query, body, example } = operation;
  const parameters = [
    ...listParameters('path', params, example.params),
    ...listParameters('query', query, example.query),
  ];
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: `${description}\n\n${whoMayCall(operation)}`,
    'x-caller': caller,
    ...(isAsset && { 'x-asset': true }),
    ...(isProtocol && { 'x-protocol': true }),
    security: securityOf(operation),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: describeBody(operation, inputSchema(body)) }),
    responses: describeResponses(operation, responses),
    'x-codeSamples': [{ lang: 'Shell', label: 'curl', source: curlOf(operation) }],
  };
}

function listParameters(
  place: 'path' | 'query',
  described: Described | undefined,
  examples: Record<string, string> = {},
): object[] {
  if (described === undefined) return [];
  const { properties = {}, required = [] } = inputSchema(described);
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    description,
    schema,
    ...(examples[name] !== undefined && { example: exampleFor(schema, examples[name]) }),
  }));
}

function exampleFor({ type }: JsonSchema, example: string): unknown {
  return type === 'integer' ? Number(example) : fillIn(example);
}

/** The same body in each type of content. */
function describeBody(operation: Operation, body: JsonSchema): object {
  const { id, takesForms, isProtocol, example } = operation;
  const schema = { $ref: `#/components/schemas/${bodyNameOf(id)}` };
  const value = fillIn(example.body);
  if (isProtocol)
    return {
      required: true,
      description: 'One message, or an array of them, of at most 64 KiB and 16 levels.',
      content: { 'application/json': { schema: oneOrMany(schema), example: value } },
    };
  const objects = Object.entries(body.properties ?? {}).filter(([, field]) => isObject(field));
  const encoding = Object.fromEntries(
    objects.map(([name]) => [name, { contentType: 'application/json' }]),
  );
  const text = {
    type: 'string',
    description:
      'The same JSON, as a beacon sends it, without a preflight. So is a body without a type.',
    contentMediaType: 'application/json',
    contentSchema: schema,
  };
  return {
    required: true,
    description: 'One JSON object of at most 64 KiB and 16 levels. Unknown fields are ignored.',
    content: {
      'application/json': { schema, example: value },
      'text/plain': { schema: text, example: JSON.stringify(value) },
      ...(takesForms && { 'application/x-www-form-urlencoded': { schema, encoding } }),
    },
  };
}

/** As many as the SDK takes. */
function oneOrMany(schema: object): object {
  return { anyOf: [schema, { type: 'array', items: schema, minItems: 1, maxItems: 100 }] };
}

function isObject({ type, properties, anyOf }: JsonSchema): boolean {
  const types = typeof type === 'string' ? [type] : (type ?? []);
  return types.includes('object') || properties !== undefined || (anyOf ?? []).some(isObject);
}

/** `responses`: those that several operations have, which are added to. */
function describeResponses(operation: Operation, responses: Record<string, object>): object {
  const successes = Object.entries(operation.answers).map(([status, answer]): [string, object] => [
    status,
    {
      description: answer.about,
      headers: { ...headersOf(operation, Number(status)), ...ownHeaders(answer) },
      content: describeAnswer(answer),
    },
  ]);
  const failures = [...failuresOf(operation)].map(([status, codes]): [string, object] => {
    const toPages = operation.caller === 'page' ? 'ToPages' : '';
    const name = `${codes.map(schemaNameOf).join('Or')}${toPages}`;
    responses[name] ??= describeFailures(codes, headersOf(operation, status));
    return [`${status}`, { $ref: `#/components/responses/${name}` }];
  });
  return Object.fromEntries([...successes, ...failures]);
}

function describeFailures(codes: FailureCode[], headers: object): object {
  const refs = codes.map((code) => ({ $ref: `#/components/schemas/${schemaNameOf(code)}` }));
  const content = {
    schema: refs.length === 1 ? refs[0] : { anyOf: refs },
    examples: Object.fromEntries(
      codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
    ),
  };
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    headers,
    content: { 'application/json': content },
  };
}

function ownHeaders(answer: AnswerOf): object {
  return Object.fromEntries(
    Object.entries(answer.headers ?? {}).map(([name, description]) => [
      name,
      { description, required: true, schema: { type: 'string' } },
    ]),
  );
}

function describeAnswer(answer: AnswerOf): object {
  if ('media' in answer) {
    const contents = answer.media.map((media) => {
      const type = media === 'application/json' ? 'object' : 'string';
      return [media, { schema: { type } }];
    });
    return Object.fromEntries(contents);
  }
  if ('message' in answer) {
    if (answer.message === null) return {};
    const { example } = answer;
    const one = { $ref: `#/components/schemas/${nameOf(answer.message, answer)}` };
    const schema = answer.isPerMessage ? oneOrMany(one) : one;
    return { 'application/json': { schema, ...(example !== undefined && { example }) } };
  }
  const name = nameOf(answer.data, answer);
  return {
    'application/json': {
      schema: {
        type: 'object',
        required: ['success', 'data', 'meta'],
        properties: {
          success: { type: 'boolean', const: true, description: 'It was done.' },
          data: { $ref: `#/components/schemas/${name}` },
          meta: { $ref: '#/components/schemas/Meta' },
        },
      },
      example: { success: true, data: answer.example, meta: META_EXAMPLE },
    },
  };
}

function nameOf(schema: z.ZodType, { about }: AnswerOf): string {
  const name = components.get(schema)?.id;
  if (name === undefined) throw new Error(`an answer has no name: ${about}`);
  return name;
}
