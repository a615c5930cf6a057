/** Asks the app as the web does, and holds each exchange to the document of the API. */
import { createExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { app } from '../../src/app';
import { findFaults } from '../contract/check';
import { readContract } from '../contract/document';

export const contract = readContract(env.DOCUMENT);

/** `bindings`: in place of the deployment's own. Throws where the document does not know of what is answered. */
export async function ask(request: Request, bindings?: Record<string, unknown>): Promise<Response> {
  const { method, url, headers } = request;
  const body = await textOf(request);
  const response =
    bindings === undefined
      ? await exports.default.fetch(request)
      : await app.fetch(request, { ...env, ...bindings }, createExecutionContext());
  const answered = {
    status: response.status,
    headers: response.headers,
    // A stream is whoever's who asked for it.
    body: isJson(response) ? await textOf(response) : '',
  };
  const faults = findFaults(contract, { method, url, headers, body }, answered);
  if (faults.length === 0) return response;
  const { pathname, search } = new URL(url);
  throw new Error(
    `not as src/assets/openapi.json says: ${method} ${pathname}${search} ${body.slice(0, 500)}\n${faults.join('\n')}\n${answered.body.slice(0, 1500)}`,
  );
}

function isJson({ headers }: Response): boolean {
  return headers.get('content-type') === 'application/json';
}

/** Of a copy, and whatever its type is. */
async function textOf(message: Request | Response): Promise<string> {
  return new TextDecoder().decode(await message.clone().arrayBuffer());
}
