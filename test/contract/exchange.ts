/** Whether a request and its answer are as the document says. */
import { findFaults } from './check.ts';
import type { Contract } from './document.ts';

/** `body`: of the request. `response`: a copy, which is read here. In words; null if all is as it should be. */
export async function checkExchange(
  contract: Contract,
  { method, url, headers: told }: Request,
  body: string,
  response: Response,
): Promise<string | null> {
  if (!isPlain(url)) return null;
  const { status, headers } = response;
  const asked = { method, url, headers: told, body };
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
export async function textOf(message: Request | Response): Promise<string> {
  return new TextDecoder().decode(await message.arrayBuffer());
}
