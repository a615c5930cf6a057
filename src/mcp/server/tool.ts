/** What a tool is, and how it is made of an operation of the API: its schemas, its words, and the functions that its route calls. */
import * as z from 'zod';
import type { CallKind } from '../../access/scope';
import { OPERATIONS } from '../../api-docs/document';
import { answerSchema, inputSchema, type JsonSchema } from '../../api-docs/json-schema';
import type { Described, Operation } from '../../api-docs/operation';
import { type Failure, invalidFields } from '../../http/errors';
import type { Site } from '../../sites/schema';
import type { Asker, Service } from '../service';
import { compactAnswer, compactSchema } from './compact';
import { ABOUT_DATA, failWith, succeedWith, type ToolResult } from './result';
import { allowLess, type Shrinking, shrink } from './shrink';

export type Asked = { asker: Asker; service: Service };
/** `zone`: the one of times; absent: the site's. */
export type Done = { site: Site; data: object; zone?: string | undefined };

/** What a client may tell its user before the tool runs. All tools see one site's data and nothing else. */
type Annotations = {
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
  openWorldHint: false;
};
export const READS: Annotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

export type Tool = {
  name: string;
  title: string;
  description: string;
  kind: CallKind;
  annotations: Annotations;
  inputSchema: JsonSchema;
  outputSchema: JsonSchema;
  call(args: Record<string, unknown>, asked: Asked): Promise<ToolResult>;
};

/** For a part that an operation does not have. */
export const NOTHING = z.object({});

type Parts<P, Q, B> = { params: z.ZodType<P>; query: z.ZodType<Q>; body: z.ZodType<B> };
type Given<P, Q, B> = { params: P; query: Q; body: B };

export type Plan<P, Q, B> = {
  name: string;
  title: string;
  description: string;
  /** The operation of the API that it is: `takes` and `answer` are its schemas, and its words are used. */
  operation: string;
  kind: CallKind;
  annotations: Annotations;
  takes: Parts<P, Q, B>;
  /** Absent: the answer of the operation. */
  answer?: z.ZodType;
  /** In place of the defaults of the API. */
  defaults?: Record<string, number | string>;
  /** Arguments that are not offered. */
  hides?: string[];
  /** Arguments with one value, which are not offered either. */
  fixed?: Record<string, unknown>;
  shrinking: Shrinking;
  run(given: Given<P, Q, B>, asked: Asked): Promise<Done | Failure>;
};

const DEFAULT_BYTES = 8 * 1024;
const MIN_BYTES = 4 * 1024;
const MAX_BYTES = 128 * 1024;
const MAX_BYTES_SCHEMA: JsonSchema = {
  type: 'integer',
  minimum: MIN_BYTES,
  maximum: MAX_BYTES,
  default: DEFAULT_BYTES,
  description:
    'How long the result may be, in bytes. What does not fit is left out, and `more` says how to get it.',
};

export function operationOf(id: string): Operation {
  const operation = OPERATIONS.find((one) => one.id === id);
  if (operation === undefined) throw new Error(`there is no operation ${id}`);
  return operation;
}

export function defineTool<P, Q, B>(plan: Plan<P, Q, B>): Tool {
  const { name, title, description, kind, annotations, takes } = plan;
  const operation = operationOf(plan.operation);
  const fields = {
    params: fieldsOf(operation.params),
    query: fieldsOf(operation.query),
    body: fieldsOf(operation.body),
  };
  const input = toInput(plan, Object.values(fields));
  return {
    name,
    title,
    description,
    kind,
    annotations,
    inputSchema: input,
    outputSchema: toOutput(plan.answer ?? answerOf(operation), plan.shrinking),
    async call(args, asked) {
      const { requestId } = asked.asker;
      const { max_bytes, ...given } = args;
      const maxBytes = max_bytes ?? DEFAULT_BYTES;
      const wrong = findUnknown(given, input) ?? findWrongSize(maxBytes);
      if (wrong !== null) return failWith(wrong, requestId);
      const whole = { ...given, ...defaultsFor(given, plan.defaults), ...plan.fixed };
      const params = takes.params.safeParse(pick(whole, fields.params));
      const query = takes.query.safeParse(asTexts(pick(whole, fields.query)));
      const body = takes.body.safeParse(pick(whole, fields.body));
      if (!params.success || !query.success || !body.success) {
        const issues = [params, query, body].flatMap(({ error }) => error?.issues ?? []);
        return failWith(toFailure(issues), requestId);
      }
      const told = { params: params.data, query: query.data, body: body.data };
      const done = await plan.run(told, asked);
      if ('error' in done) return failWith(done, requestId);
      const zone = done.zone ?? done.site.timezone;
      const data = compactAnswer(done.data, zone);
      const head = { about_data: ABOUT_DATA, site_id: done.site.site_id, time_zone: zone };
      const room = Number(maxBytes) - JSON.stringify({ ...head, more: [] }).length;
      const { data: fitted, more } = shrink(data, plan.shrinking, room);
      return succeedWith({ ...head, ...(more.length > 0 && { more }), ...fitted });
    },
  };
}

type Part = { schema: JsonSchema; names: string[] };
type Issue = { path: PropertyKey[]; message: string };

function fieldsOf(described: Described | undefined): Part {
  const schema = described === undefined ? {} : inputSchema(described);
  return { schema, names: Object.keys(schema.properties ?? {}) };
}

function answerOf(operation: Operation): z.ZodType {
  const answer = operation.answers[200];
  if (answer === undefined || !('data' in answer)) throw new Error(`${operation.id} has no data`);
  return answer.data;
}

/** All parts of a request as one object; a name stands in one of them only. */
function toInput({ defaults = {}, hides = [], fixed = {} }: Omitted, parts: Part[]): JsonSchema {
  const isOffered = (name: string) => !hides.includes(name) && !(name in fixed);
  const properties = Object.fromEntries(
    parts
      .flatMap(({ schema }) => Object.entries(schema.properties ?? {}))
      .filter(([name]) => isOffered(name))
      .map(([name, field]) => [
        name,
        name in defaults ? { ...shorten(field), default: defaults[name] } : shorten(field),
      ]),
  );
  const required = parts.flatMap(({ schema }) => schema.required ?? []).filter(isOffered);
  return {
    type: 'object',
    properties: { ...properties, max_bytes: MAX_BYTES_SCHEMA },
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

/**
 * Of a filter it goes without saying what happens without it, and its limit is beyond what a model writes. What is for programs that make
 * types of it takes a quarter of the room.
 */
function shorten({ maxLength, 'x-filter': _, ...field }: JsonSchema): JsonSchema {
  const isFilter = field.description?.endsWith(FILTER_END) ?? false;
  if (!isFilter) return { ...field, ...(maxLength !== undefined && { maxLength }) };
  return { ...field, description: field.description?.slice(0, -FILTER_END.length) };
}
const FILTER_END = ' Absent: all.';

type Omitted = Pick<Plan<never, never, never>, 'defaults' | 'hides' | 'fixed'>;

function toOutput(answer: z.ZodType, shrinking: Shrinking): JsonSchema {
  const compacted = compactSchema(answerSchema(answer));
  const { properties, required = [], ...schema } = allowLess(compacted, shrinking);
  return {
    ...schema,
    properties: {
      about_data: { type: 'string' },
      site_id: { type: 'string', format: 'uuid' },
      time_zone: { type: 'string', description: 'The zone of all times in ISO form.' },
      more: {
        type: 'array',
        items: { type: 'string' },
        description: 'What is not in this result, and how to get it.',
      },
      ...properties,
    },
    required: ['about_data', 'site_id', 'time_zone', ...required],
  };
}

function findUnknown(given: object, { properties = {} }: JsonSchema): Failure | null {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(properties, name));
  if (unknown.length === 0) return null;
  const known = Object.keys(properties).join(', ');
  return invalidFields(
    unknown.slice(0, 20).map((path) => ({
      path: path.slice(0, 64),
      message: `There is no such argument. This tool takes: ${known}.`,
    })),
    'arguments',
  );
}

function findWrongSize(bytes: unknown): Failure | null {
  const isFine =
    Number.isInteger(bytes) && Number(bytes) >= MIN_BYTES && Number(bytes) <= MAX_BYTES;
  const message = `Give a whole number from ${MIN_BYTES} to ${MAX_BYTES}.`;
  return isFine ? null : invalidFields([{ path: 'max_bytes', message }]);
}

/** The defaults of what is not given; `null` is nothing. */
function defaultsFor(given: Record<string, unknown>, defaults: object = {}): object {
  const absent = Object.entries(defaults).filter(([name]) => (given[name] ?? null) === null);
  return Object.fromEntries(absent);
}

function pick(args: Record<string, unknown>, { names }: Part): Record<string, unknown> {
  const given = names.filter((name) => Object.hasOwn(args, name));
  return Object.fromEntries(given.map((name) => [name, args[name]]));
}

/** A query has texts alone: a number or a flag is one of them, and nothing is as good as absent. */
function asTexts(args: Record<string, unknown>): Record<string, unknown> {
  const told = Object.entries(args).filter(([, value]) => value !== null);
  return Object.fromEntries(
    told.map(([name, value]) => [
      name,
      typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
    ]),
  );
}

function toFailure(issues: Issue[]): Failure {
  const told = issues.slice(0, 20).map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message,
  }));
  return invalidFields(told, 'arguments');
}
