/**
 * Speaks MCP with the app, one message at a time. Each exchange is held to the document of the API, and what a tool answers to the
 * schema that is listed for it, in which there are no other fields.
 */
import { type Schema, Validator } from '@cfworker/json-schema';
import { expect } from 'vitest';
import { ask } from '../support/ask';

export type Answer = {
  status: number;
  headers: Headers;
  result?: Record<string, unknown>;
  error?: { code: number; message: string; data?: unknown };
  /** What is no message of the protocol. */
  failure?: { code: string; message: string };
};

export type Told = {
  key?: string;
  headers?: Record<string, string>;
  url?: string;
  bindings?: Record<string, unknown>;
};

const URL_OF_MCP = 'https://sessions.test/api/mcp';

/** Sends a request of the revision 2025-11-25, unless the headers name another. */
export function call(method: string, params: object = {}, told: Told = {}): Promise<Answer> {
  return post(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }), told);
}

export async function post(body: string, { key, headers, url, bindings }: Told): Promise<Answer> {
  const request = new Request(url ?? URL_OF_MCP, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...headers,
    },
  });
  const response = await ask(request, bindings);
  const text = await response.text();
  const message = text === '' ? {} : JSON.parse(text);
  const { status } = response;
  if (message.success === false)
    return { status, headers: response.headers, failure: message.error };
  return { status, headers: response.headers, ...message };
}

export type Done = {
  isError: boolean;
  /** What the text says, which is JSON. */
  told: Record<string, unknown>;
  structured: Record<string, unknown> | undefined;
  text: string;
};

/** Calls a tool; throws where the protocol has refused to. */
export async function callTool(name: string, args: object, told: Told): Promise<Done> {
  const answer = await call('tools/call', { name, arguments: args }, told);
  if (answer.result === undefined) throw new Error(JSON.stringify(answer));
  const { content, structuredContent, isError = false } = readResult(answer.result);
  const text = content[0]?.text ?? '';
  const done = { isError, told: JSON.parse(text), structured: structuredContent, text };
  if (isError) return done;
  expect(done.structured).toEqual(done.told);
  const schema = (await listTools(told)).find((tool) => tool.name === name)?.outputSchema ?? {};
  const { valid, errors } = new Validator(close(schema), '2020-12', false).validate(done.told);
  expect(errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`)).toEqual([]);
  expect(valid).toBe(true);
  return done;
}

export type ListedTool = {
  name: string;
  title: string;
  description: string;
  inputSchema: Schema;
  outputSchema: Schema;
  annotations: Record<string, boolean>;
};

export async function listTools(told: Told): Promise<ListedTool[]> {
  const { result } = await call('tools/list', {}, told);
  const { tools }: { tools: ListedTool[] } = JSON.parse(JSON.stringify(result));
  return tools;
}

/** The same schema, in which an object has no other fields than those that are named. */
function close(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema), (_, value) =>
    typeof value?.properties === 'object' && typeof value.properties.type !== 'string'
      ? { additionalProperties: false, ...value }
      : value,
  );
}

type ToolResult = {
  content: { type: string; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
};
function readResult(result: object): ToolResult {
  return JSON.parse(JSON.stringify(result));
}

/** The code of a tool's failure. */
export function codeOf({ isError, told }: Done): unknown {
  return isError ? Object(told.error).code : undefined;
}
