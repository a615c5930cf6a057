/**
 * Whether an exchange is as the document of the API says: a route, a status, a header or a field that it does not know is a
 * fault, and so is a request that was taken though the document does not allow it.
 */
import type { Schema } from '@cfworker/json-schema';
import type { Contract, Operation, Parameter, Place } from './document.ts';

/** `body`: as text. */
export type Asked = { method: string; url: string; headers: Headers; body: string };
export type Answered = { status: number; headers: Headers; body: string };

/** Below these a page may ask by preflight, be there a route or not. */
const OPEN_TO_PAGES = /^\/api\/visitors\/session(\/|$)/;
/** Below these nobody but the operator is told what there is. */
const FOR_OPERATORS = /^\/api\/sites\//;
/** Of bytes and connections. */
const OWN_TO_HTTP = [
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'connection',
  'keep-alive',
];

/** What is wrong, in words; nothing if all is as it should be. */
export function findFaults(contract: Contract, asked: Asked, answered: Answered): string[] {
  const { pathname } = new URL(asked.url);
  const method = asked.method === 'HEAD' ? 'GET' : asked.method;
  const places = contract.placesOf(pathname);
  const place = places.find(({ operations }) => operations.has(method));
  const operation = place?.operations.get(method);
  if (asked.method === 'OPTIONS' && OPEN_TO_PAGES.test(pathname)) return checkPreflight(answered);
  const isHidden = operation === undefined && FOR_OPERATORS.test(`${pathname}/`);
  if (isHidden && [401, 429, 503].includes(answered.status)) return [];
  if (places.length === 0) return expectRefusal(answered, 404, 'not_found', asked.method);
  if (place === undefined || operation === undefined)
    return checkMethods(places, answered, asked.method);
  const response = operation.responses[answered.status];
  // Cloudflare serves it, and the Worker knows nothing of it.
  if (operation['x-asset']) return expectRefusal(answered, 404, 'not_found', asked.method);
  if (response === undefined) return [`${operation.operationId} answers ${answered.status}`];
  return [
    ...checkHeaders(contract, response.headers ?? {}, answered.headers),
    ...(asked.method === 'HEAD' ? [] : checkBody(contract, operation, answered)),
    ...(answered.status < 300 ? checkTaken(contract, operation, place, asked) : []),
  ].map((fault) => `${operation.operationId}, ${answered.status}: ${fault}`);
}

function checkPreflight({ status, body, headers }: Answered): string[] {
  const isAllowed = headers.get('access-control-allow-methods') !== null;
  return status === 204 && body === '' && isAllowed ? [] : [`a preflight is answered ${status}`];
}

function checkMethods(places: Place[], answered: Answered, method: string): string[] {
  const methods = new Set(places.flatMap(({ operations }) => [...operations.keys()]));
  if (places.some(({ operations }) => [...operations.values()].some((one) => one['x-asset'])))
    return expectRefusal(answered, 404, 'not_found', method);
  const allowed = [...methods].sort().join(', ');
  const told = answered.headers.get('allow');
  const faults = expectRefusal(answered, 405, 'method_not_allowed', method);
  return told === allowed ? faults : [...faults, `Allow is ${told}, not ${allowed}`];
}

function expectRefusal(answered: Answered, status: number, code: string, method: string): string[] {
  const told = method === 'HEAD' ? code : JSON.parse(answered.body)?.error?.code;
  if (answered.status === status && told === code) return [];
  return [
    `what is not in the document is answered ${answered.status} ${told}, not ${status} ${code}`,
  ];
}

function checkHeaders(
  contract: Contract,
  known: NonNullable<Operation['responses'][string]['headers']>,
  headers: Headers,
): string[] {
  const byName = new Map(
    Object.entries(known).map(([name, header]) => [name.toLowerCase(), header]),
  );
  const unknown = [...headers.keys()].filter(
    (name) => !byName.has(name) && !OWN_TO_HTTP.includes(name),
  );
  const wrong = [...byName].flatMap(([name, { required, schema }]) => {
    const value = headers.get(name);
    if (value === null) return required ? [`the header ${name} is missing`] : [];
    return contract.faultsOf(schema, value, false).map((fault) => `the header ${name} ${fault}`);
  });
  return [...unknown.map((name) => `the header ${name} is not in the document`), ...wrong];
}

function checkBody(contract: Contract, operation: Operation, answered: Answered): string[] {
  const type = typeOf(answered.headers);
  const isEmpty = Object.keys(operation.responses[answered.status]?.content ?? {}).length === 0;
  if (isEmpty && answered.body === '') return [];
  const content = operation.responses[answered.status]?.content[type];
  if (content === undefined) return [`the type of the body is ${type}`];
  if (type !== 'application/json') return [];
  return contract.faultsOf(content.schema, JSON.parse(answered.body), true);
}

/** A request that was taken is one that the document allows, by somebody who may make it. */
function checkTaken(
  contract: Contract,
  operation: Operation,
  { params }: Place,
  asked: Asked,
): string[] {
  const query = new URL(asked.url).searchParams;
  const parameters = operation.parameters ?? [];
  const known = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
  // Those five take what else is in an address, as they take unknown fields.
  const isLax = parameters.length === 0 || operation['x-caller'] !== 'read';
  const unknown = isLax ? [] : [...query.keys()].filter((name) => !known.includes(name));
  const wrong = parameters.flatMap((parameter) => {
    const { name, required, schema } = parameter;
    const told =
      parameter.in === 'query' ? query.get(name) : decodeURIComponent(params[name] ?? '');
    if (told === null) return required ? [`${name} was not given`] : [];
    return contract.faultsOf(schema, readParameter(parameter, told), false);
  });
  return [
    ...unknown.map((name) => `the parameter ${name} is not in the document`),
    ...wrong,
    ...checkCaller(operation, asked.headers),
    ...checkTakenBody(contract, operation, asked),
  ].map((fault) => `it was taken, though ${fault}`);
}

function readParameter({ schema: { type } }: Parameter, told: string): unknown {
  return type === 'integer' && told.trim() !== '' ? Number(told) : told;
}

function checkCaller({ 'x-caller': caller }: Operation, headers: Headers): string[] {
  const isOpen = caller === 'page' || caller === 'anyone';
  const hasKey = ['authorization', 'x-api-key', 'x-sa-api-key'].some((name) => headers.has(name));
  return isOpen || hasKey ? [] : ['no key was shown'];
}

function checkTakenBody(contract: Contract, operation: Operation, asked: Asked): string[] {
  if (operation.requestBody === undefined) return [];
  const { content } = operation.requestBody;
  const type = typeOf(asked.headers);
  const schema = content[type === '' ? 'application/json' : type]?.schema;
  if (schema === undefined) return [`its body is ${type}`];
  if (type === 'application/x-www-form-urlencoded') {
    const fields = contract.fieldsOf(schema);
    const told = [...new URLSearchParams(asked.body)].map(([name, text]) => [
      name,
      readField(fields[name], text),
    ]);
    return contract.faultsOf(schema, Object.fromEntries(told), false);
  }
  const told: unknown = JSON.parse(asked.body.replace(/^\uFEFF/, ''));
  const inner = type === 'text/plain' ? schema.contentSchema : schema;
  return contract.faultsOf(inner, told, false);
}

/** Without its parameters. */
function typeOf(headers: Headers): string {
  return headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** A form has texts alone: a field that is no text is written as JSON. */
function readField({ type = 'string', properties }: Schema = {}, text: string): unknown {
  return type.includes('string') && properties === undefined ? text : JSON.parse(text);
}
