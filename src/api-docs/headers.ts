/** The headers of answers. */
import type { Operation } from './operation';

/** Shared by all answers of a kind, by name. */
const HEADERS = {
  'X-Request-Id': {
    description:
      "The id of the request: the caller's own `X-Request-Id`, if it is at most 64 letters, digits, `_`, `-` or `=`.",
    required: true,
    schema: { type: 'string' },
  },
  'Cache-Control': {
    description: 'Answers hold personal data.',
    required: true,
    schema: { type: 'string', const: 'no-store' },
  },
  'Retry-After': {
    description: 'In how many seconds to try again.',
    required: true,
    schema: { type: 'string', pattern: '^[0-9]+$' },
  },
  'WWW-Authenticate': {
    description: 'How a key is shown.',
    required: true,
    schema: { type: 'string', const: 'Bearer' },
  },
  Vary: {
    description: 'The answer names the origin of the page.',
    required: true,
    schema: { type: 'string', const: 'Origin' },
  },
  'Access-Control-Allow-Origin': {
    description: 'The `Origin` of the request, where it has one: the page may read the answer.',
    schema: { type: 'string' },
  },
  'Access-Control-Allow-Credentials': {
    description:
      'Where the request has an `Origin`; a beacon with a JSON Blob is sent with credentials. No cookie is read.',
    schema: { type: 'string', const: 'true' },
  },
  'Access-Control-Expose-Headers': {
    description: 'What the page may read, where the request has an `Origin`.',
    schema: { type: 'string', const: 'x-request-id,retry-after' },
  },
} as const;
type HeaderName = keyof typeof HEADERS;

export function sharedHeaders(): object {
  return HEADERS;
}

/** References to the headers of an answer. */
export function headersOf(
  { caller, isAsset }: Pick<Operation, 'caller' | 'isAsset'>,
  status: number,
): Record<string, object> {
  if (isAsset) return {};
  const isFailure = status >= 400;
  const names: HeaderName[] = ['X-Request-Id', 'Cache-Control'];
  if (status === 401) names.push('WWW-Authenticate');
  if (status === 429 || status === 503) names.push('Retry-After');
  if (caller === 'page') {
    names.push('Vary', 'Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials');
    if (isFailure) names.push('Access-Control-Expose-Headers');
  }
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
