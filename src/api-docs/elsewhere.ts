/**
 * What is answered where the document has no operation: another path, another method, and a preflight. Tools have no place for
 * these; they are among the responses that the document names, for people and for the tests.
 */
import { exampleFailures, schemaNameOf } from './failures';
import { headersOf } from './headers';

/** What `src/http/cors.ts` allows; a test compares them. */
const ALLOWED_METHODS = 'GET,POST,PUT,OPTIONS';
const ALLOWED_HEADERS =
  'content-type,authorization,x-api-key,x-sa-api-key,x-request-id,x-requested-with';

/** By name. `ToPages`: below `/api/visitors/session`, where pages may read what they are answered. */
export function answersElsewhere(): Record<string, object> {
  const both = (caller: 'page' | 'anyone') => ({
    path: refuse('not_found', 'There is no such path.', headersOf({ caller }, 404)),
    method: refuse('method_not_allowed', 'The path takes other methods.', {
      ...headersOf({ caller }, 405),
      Allow: {
        description: 'The methods of the path in the document, in the order of the alphabet.',
        required: true,
        schema: { type: 'string' },
      },
    }),
  });
  const [toAll, toPages] = [both('anyone'), both('page')];
  return {
    AnyOtherPath: toAll.path,
    AnyOtherPathToPages: toPages.path,
    AnyOtherMethod: toAll.method,
    AnyOtherMethodToPages: toPages.method,
    Preflight: describePreflight(),
  };
}

function refuse(code: 'not_found' | 'method_not_allowed', about: string, headers: object): object {
  const schema = { $ref: `#/components/schemas/${schemaNameOf(code)}` };
  const example = exampleFailures()[code]?.value;
  return {
    description: `\`${code}\`: ${about}`,
    headers,
    content: { 'application/json': { schema, example } },
  };
}

function describePreflight(): object {
  const fixed = (description: string, value: string) => ({
    description,
    required: true,
    schema: { type: 'string', const: value },
  });
  const { Vary: _, ...shared } = headersOf({ caller: 'page' }, 204);
  return {
    description:
      '204, to `OPTIONS` for any path below `/api/visitors/session`, from any origin. It has no body.',
    headers: {
      ...shared,
      Vary: fixed('What the answer depends on.', 'Origin, Access-Control-Request-Headers'),
      'Access-Control-Allow-Methods': fixed('What a page may send.', ALLOWED_METHODS),
      'Access-Control-Allow-Headers': fixed('What a page may send along.', ALLOWED_HEADERS),
      'Access-Control-Max-Age': fixed(
        'For how many seconds a browser need not ask again.',
        '86400',
      ),
    },
  };
}
