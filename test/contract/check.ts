/**
 * Whether an exchange is as the document of the API says: a route, a status, a header or a field that it does not know is a
 * fault, and so is a request that was taken though the document does not allow it.
 */
import type { Schema } from '@cfworker/json-schema';
import type { Contract, Operation, Parameter, Place, Response } from './document.ts';

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
  if (place === undefined || operation === undefined || operation['x-asset'])
    return checkElsewhere(contract, places, asked, answered);
  const known = operation.responses[answered.status];
  if (known === undefined) return [`${operation.operationId} answers ${answered.status}`];
  // A visitor whose id is said to be "session": the document's path is not open to pages, and the one asked for is.
  const isOpen = OPEN_TO_PAGES.test(pathname) && !OPEN_TO_PAGES.test(place.path);
  const { headers } = isOpen ? contract.responseNamed('AnyOtherPathToPages') : {};
  const response = { ...known, headers: { ...headers, ...known.headers } };
  return [
    ...checkAnswered(contract, response, asked, answered),
    ...(answered.status < 300 ? checkTaken(contract, operation, place, asked) : []),
  ].map((fault) => `${operation.operationId}, ${answered.status}: ${fault}`);
}

/** Where there is no operation: another path, another method, a preflight, or an asset, of which the Worker knows nothing. */
function checkElsewhere(
  contract: Contract,
  places: Place[],
  asked: Asked,
  answered: Answered,
): string[] {
  const { pathname } = new URL(asked.url);
  const isOpen = OPEN_TO_PAGES.test(pathname) && !pathname.endsWith('/');
  const expect = (status: number, name: string) => {
    if (answered.status !== status)
      return [`what is not in the document is answered ${answered.status}, not ${status}`];
    const response = contract.responseNamed(name);
    return checkAnswered(contract, response, asked, answered).map((fault) => `${name}: ${fault}`);
  };
  if (asked.method === 'OPTIONS' && isOpen)
    return [...expect(204, 'Preflight'), ...checkPreflight(contract, asked, answered)];
  const refusal = findAdminsRefusal(contract, answered.status);
  if (FOR_OPERATORS.test(`${pathname}/`) && refusal !== undefined)
    return checkAnswered(contract, refusal, asked, answered);
  const operations = places.flatMap((place) => [...place.operations]);
  const hasAsset = operations.some(([, operation]) => operation['x-asset']);
  const suffix = isOpen ? 'ToPages' : '';
  if (operations.length === 0 || hasAsset) return expect(404, `AnyOtherPath${suffix}`);
  const faults = expect(405, `AnyOtherMethod${suffix}`);
  const methods = new Set(operations.map(([method]) => method));
  const allowed = [...methods].sort().join(', ');
  const told = answered.headers.get('allow');
  return told === allowed ? faults : [...faults, `Allow is ${told}, not ${allowed}`];
}

/** A page is let send what the document has for pages, and is told so with its own origin. */
function checkPreflight(contract: Contract, { headers }: Asked, answered: Answered): string[] {
  const allowed = (answered.headers.get('access-control-allow-methods') ?? '').split(',');
  const missing = contract.operations
    .filter(({ operation }) => operation['x-caller'] === 'page')
    .map(({ method }) => method)
    .filter((method) => !allowed.includes(method));
  // Two headers of a name are joined by ", ", and the blank after an empty second one is not sent back.
  const origin = headers.get('origin')?.trim() || null;
  const told = answered.headers.get('access-control-allow-origin');
  return [
    ...(missing.length === 0 ? [] : [`a preflight does not allow ${missing.join(', ')}`]),
    ...(told === origin ? [] : [`a preflight from ${origin} is answered to ${told}`]),
  ];
}

/** What the document says of a refusal by a key that is not the operator's. */
function findAdminsRefusal(contract: Contract, status: number): Response | undefined {
  if (![401, 403, 429, 503].includes(status)) return undefined;
  const admins = contract.operations.find(({ operation }) => operation['x-caller'] === 'admin');
  return admins?.operation.responses[status];
}

function checkAnswered(
  contract: Contract,
  response: Response,
  asked: Asked,
  answered: Answered,
): string[] {
  return [
    ...checkHeaders(contract, response.headers ?? {}, answered.headers),
    ...(asked.method === 'HEAD' ? [] : checkBody(contract, response, answered)),
  ];
}

function checkHeaders(
  contract: Contract,
  known: NonNullable<Response['headers']>,
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

function checkBody(contract: Contract, { content }: Response, answered: Answered): string[] {
  if (content === undefined) return answered.body === '' ? [] : ['there is a body'];
  const type = typeOf(answered.headers);
  // An empty body has no type.
  if (Object.keys(content).length === 0 && answered.body === '') return [];
  const schema = content[type]?.schema;
  if (schema === undefined) return [`the type of the body is ${type}`];
  if (type !== 'application/json') return [];
  return contract.faultsOf(schema, JSON.parse(answered.body), true);
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

/** A query has texts alone: what may be a number, and is one, is read as one. */
function readParameter({ schema: { type, anyOf = [] } }: Parameter, told: string): unknown {
  if (type === 'integer') return told.trim() === '' ? told : Number(told);
  const mayBeNumber = anyOf.some((one) => Object(one).type === 'integer');
  return mayBeNumber && /^\d+$/.test(told) ? Number(told) : told;
}

function checkCaller({ 'x-caller': caller }: Operation, headers: Headers): string[] {
  const isOpen = caller === 'page' || caller === 'dashboard' || caller === 'anyone';
  const shown = ['authorization', 'x-api-key', 'x-sa-api-key', 'cookie'];
  const hasKey = shown.some((name) => headers.has(name));
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
  const inner = type === 'text/plain' ? schema.contentSchema : schema;
  try {
    return contract.faultsOf(inner, JSON.parse(asked.body.replace(/^\uFEFF/, '')), false);
  } catch (error) {
    return [`its body is no JSON: ${error}`];
  }
}

/** Without its parameters. */
function typeOf(headers: Headers): string {
  return headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** A form has texts alone: a field that is no text is written as JSON. */
function readField({ type = 'string', properties }: Schema = {}, text: string): unknown {
  return type.includes('string') && properties === undefined ? text : JSON.parse(text);
}
