/** The text of `made/methods.ts`. Pure. */

type Schema = {
  $ref?: string;
  required?: string[];
  properties?: Record<string, { type?: string | string[] }>;
};
type Parameter = { $ref?: string; name: string; in: 'path' | 'query'; required?: boolean };
type Content = { content: Record<string, { schema: Schema & { properties?: { data?: Schema } } }> };
type Operation = {
  operationId: string;
  summary: string;
  description: string;
  parameters?: Parameter[];
  requestBody?: Content;
  responses: Record<string, Content>;
};
export type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> };
};

/** An operation as the client needs it. `list`: the field of its answer that is a list with a `next` page. */
type Method = {
  id: string;
  words: string[];
  route: string;
  needsInput: boolean;
  list: string | undefined;
};

export function writeMethods(document: Document): string {
  const methods = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) =>
      toMethod(document, method.toUpperCase(), path, operation),
    ),
  );
  const walks = methods.flatMap(({ list, ...method }) =>
    list === undefined ? [] : [{ ...method, list, name: nameOfWalk(method.id) }],
  );
  return `import type { Call, Data, Input } from "../operation.ts";
import type { CallOptions } from "../send.ts";

type Each<Item> = AsyncGenerator<Item, void, undefined>;

/** A method for each operation of the document, and for each list one that goes through its pages. */
export interface Client {
${methods.map(({ id, words, needsInput }) => declare(words, id, id, needsInput, `Call<'${id}'>`)).join('\n')}
${walks.map(({ id, list, name, needsInput }) => declare(tellWalk(id), name, id, needsInput, `Each<Data<'${id}'>['${list}'][number]>`)).join('\n')}
}

/** Method and path; after \`?\` what of the input is for the query where the rest is the body. */
export const OPERATIONS: Record<string, string> = {
${methods.map(({ id, route }) => `  ${id}: '${route}',\n`).join('')}};

/** By the name of the method: which list, and the field of its answer that is the list. */
export const WALKS: Record<string, [id: string, field: string]> = {
${walks.map(({ name, id, list }) => `  ${name}: ['${id}', '${list}'],\n`).join('')}};
`;
}

function declare(
  words: string[],
  name: string,
  id: string,
  needsInput: boolean,
  answer: string,
): string {
  const lines = words.map((line) => `   * ${line.replaceAll('*/', '*\\/')}`.trimEnd());
  const input = `input${needsInput ? '' : '?'}: Input<'${id}'>`;
  return [
    '  /**',
    ...lines,
    '   */',
    `  ${name}(${input}, options?: CallOptions): ${answer};`,
  ].join('\n');
}

/** `eachSession` goes through `listSessions`. */
function nameOfWalk(id: string): string {
  const [, things] = /^list(\w+)s$/.exec(id) ?? [];
  if (things === undefined) throw new Error(`"${id}" has pages, and is not named "list...s"`);
  return `each${things}`;
}

function tellWalk(id: string): string[] {
  return [
    `Each of \`${id}\`, page after page, of which each is asked for when it is needed. \`limit\` is the size of a page.`,
    'Throws a `CallError` where a page fails: a loop has no place for a failure as a value.',
  ];
}

/** As `request.ts` decides it. */
function tellRepeating(id: string, method: string): string[] {
  if (method !== 'PATCH' && id !== 'identifySession') return [];
  const when = method === 'PATCH' ? 'Sent' : 'With `replace` it is sent';
  return [
    '',
    `${when} once, unless the call has \`retries\`: a late attempt could overwrite a newer change.`,
  ];
}

function toMethod(document: Document, method: string, path: string, operation: Operation): Method {
  const { operationId: id, summary, description, requestBody, responses } = operation;
  const parameters = (operation.parameters ?? []).map(({ $ref, ...own }) =>
    $ref === undefined ? own : follow($ref, document.components.parameters),
  );
  const body = resolve(document, requestBody?.content['application/json']?.schema);
  const names = [...parameters.map(({ name }) => name), ...Object.keys(body?.properties ?? {})];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${id}: "${twice}" is in two places of the input`);
  const inQuery = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
  const hasQuery = body !== undefined && inQuery.length > 0;
  const answer = responses[200]?.content['application/json']?.schema.properties?.data;
  const { properties = {} } = resolve(document, answer) ?? {};
  const lists = Object.keys(properties).filter((name) => properties[name]?.type === 'array');
  const hasPages = 'next' in properties && inQuery.includes('after');
  return {
    id,
    words: [summary, '', ...description.split('\n'), ...tellRepeating(id, method)],
    route: `${method} ${path}${hasQuery ? `?${inQuery.join('&')}` : ''}`,
    needsInput: parameters.some(({ required }) => required) || (body?.required ?? []).length > 0,
    list: hasPages ? lists[0] : undefined,
  };
}

function resolve(document: Document, schema: Schema | undefined): Schema | undefined {
  return schema?.$ref === undefined ? schema : follow(schema.$ref, document.components.schemas);
}

/** `#/components/parameters/limit` */
function follow<Thing>(ref: string, things: Record<string, Thing>): Thing {
  const thing = things[ref.split('/').at(-1) ?? ''];
  if (thing === undefined) throw new Error(`nothing is at ${ref}`);
  return thing;
}
