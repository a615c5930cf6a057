/** The document as the page reads it. */
import type { JsonSchema } from '../json-schema.ts';

export type Parameter = {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description: string;
  schema: JsonSchema;
};
export type Content = Record<
  string,
  { schema: JsonSchema; example?: unknown; examples?: Record<string, unknown> }
>;
export type Answer = {
  description: string;
  /** Those that all answers of a kind have are references. */
  headers?: Record<string, { description?: string }>;
  content: Content;
};
export type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  'x-caller': string;
  'x-asset'?: true;
  parameters?: Parameter[];
  requestBody?: { description: string; content: Content };
  responses: Record<string, Answer>;
  'x-codeSamples': { label: string; source: string }[];
};
export type Failure = { summary: string; value: { error: { code: string } } };
type Tag = { name: string; description: string };
type Components = {
  parameters: Record<string, Parameter>;
  responses: Record<string, Answer>;
  examples: Record<string, Failure>;
  schemas: Record<string, JsonSchema>;
};
export type OpenApi = {
  info: { title: string; version: string; description: string };
  tags: Tag[];
  paths: Record<string, Record<string, Operation>>;
  components: Components;
};

export type Route = { method: string; path: string; operation: Operation };

/** Named parameters and answers in their places; schemas stay names. */
export function listRoutes(document: OpenApi): Route[] {
  const { parameters, responses, examples } = document.components;
  const kinds: Record<string, Record<string, unknown>> = { parameters, responses, examples };
  const resolve = <T>(node: T): T =>
    JSON.parse(JSON.stringify(node), (_, value) => {
      const [, kind = '', name = ''] = /^#\/components\/(\w+)\/(.+)$/.exec(value?.$ref) ?? [];
      const named = kinds[kind]?.[name];
      return named === undefined ? value : resolve(named);
    });
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: resolve(operation),
    })),
  );
}

/** `Session` of `#/components/schemas/Session`. */
export function nameOf(ref: string): string {
  return ref.replace('#/components/schemas/', '');
}

/** What is in the envelope of an answer. */
export function dataOf({ content }: Answer): JsonSchema | undefined {
  return content['application/json']?.schema.properties?.data;
}

/** The codes of a failure, of which each has an example. */
export function codesOf({ content }: Answer): string[] {
  return Object.keys(content['application/json']?.examples ?? {});
}
