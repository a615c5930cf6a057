/** Whether a request and its answer are as the document says. */
import { findFaults } from './check.ts';
import type { Contract } from './document.ts';

/** Of the answer as of the request a copy, which is read here. In words; nothing if all is as it should be. */
export async function checkExchange(
  contract: Contract,
  request: Request,
  response: Response,
): Promise<string | null> {
  const { method, url } = request;
  // Where two hosts are named, say. No route reads more of an address than its path and query.
  if (!URL.canParse(url)) return null;
  const { status, headers } = response;
  const body = await textOf(request).catch(() => null);
  if (body === null && response.ok) return `${method} ${url} was taken, though its body broke off`;
  const asked = { method, url, headers: request.headers, body: body ?? '' };
  // A stream is whoever's who asked for it.
  const isRead = status === 204 || headers.get('content-type') === 'application/json';
  const answered = { status, headers, body: isRead ? await textOf(response) : '' };
  const faults = findFaults(contract, asked, answered);
  if (faults.length === 0) return null;
  const { pathname, search } = new URL(url);
  return [
    `not as src/assets/openapi.json says: ${method} ${pathname}${search} ${asked.body.slice(0, 500)}`,
    ...faults,
    `answered ${status} ${answered.body.slice(0, 1_500)}`,
  ].join('\n');
}

/** Whatever its type is. */
async function textOf(message: Request | Response): Promise<string> {
  return new TextDecoder().decode(await message.arrayBuffer());
}
