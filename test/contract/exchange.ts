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
  if (!isPlain(url)) return null;
  const { status, headers } = response;
  // What the Worker has not read is gone as soon as it has answered.
  const body = await textOf(request).catch(() => '');
  const asked = { method, url, headers: request.headers, body };
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

/** Not where two hosts are named, say, or for `OPTIONS *`: what the path is there depends on who reads it. */
function isPlain(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, pathname } = new URL(url);
  return url.startsWith(origin + pathname);
}

/** Whatever its type is. */
async function textOf(message: Request | Response): Promise<string> {
  return new TextDecoder().decode(await message.arrayBuffer());
}
