/** Asks the app as the web does, and holds each exchange to the document of the API. */
import { createExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { app } from '../../src/app';
import { readContract } from '../contract/document';
import { checkExchange } from '../contract/exchange';

export const contract = readContract(env.DOCUMENT);

/** `bindings`: in place of the deployment's own. Throws where the document does not know of what is answered. */
export async function ask(request: Request, bindings?: Record<string, unknown>): Promise<Response> {
  const asked = request.clone();
  const response =
    bindings === undefined
      ? await exports.default.fetch(request)
      : await app.fetch(request, { ...env, ...bindings }, createExecutionContext());
  const fault = await checkExchange(contract, asked, response.clone());
  if (fault !== null) throw new Error(fault);
  return response;
}
