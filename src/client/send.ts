/**
 * One call: sent as often as is safe and of use, and its answer read. Failures are values; it throws only what no type lets
 * through.
 */
import { fail, readAnswer } from './answer.ts';
import { type Fields, type Request, toRequest } from './request.ts';
import type { AnyFailure, Result } from './result.ts';
import { isPassing, waitMsBefore } from './retry.ts';

/** What is answered without the envelope of this API. */
const FILES = / \/(api\/export\/|[\w-]+\.js(on)?$)/;
const TIMEOUT_MS = 30_000;
const RETRIES = 3;
/** A timer that is set for longer ends at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What may differ from call to call. */
export type CallOptions = {
  /** Ends the call, and the stream of an export. */
  signal?: AbortSignal | undefined;
  /** How long the call may take with all attempts and the waits between them; of a stream, until it begins. 30,000 if absent. */
  timeoutMs?: number | undefined;
  /**
   * How many more attempts there may be, where that is safe. 3 if absent. What could overwrite a newer change, a `PATCH` or an
   * identify with `replace`, is sent again only where the options of the call itself say how often.
   */
  retries?: number | undefined;
};

export type ClientOptions = Omit<CallOptions, 'signal'> & {
  /** Where the service is, such as `https://sessions.example.com`. A path is kept; in a page `''` is the page's own origin. */
  url: string;
  /** A key of the site, or the `ADMIN_KEY`. Not in a page: who reads the page has it. */
  key?: string | undefined;
  /** In place of the global one, such as that of a service binding. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
};

/** `route`: as `OPERATIONS` has it. */
export async function send(
  options: ClientOptions,
  id: string,
  route: string,
  input: Fields = {},
  perCall: CallOptions = {},
): Promise<Result<unknown, AnyFailure>> {
  const { timeoutMs = TIMEOUT_MS, retries = RETRIES, signal } = { ...options, ...perCall };
  const deadline = Date.now() + timeoutMs;
  // Browsers want `fetch` to be called as that of the window.
  const ask = options.fetch ?? ((url, init) => fetch(url, init));
  const request = toRequest(options, id, route, input, Date.now());
  const { repeating } = request;
  const most =
    repeating === 'always' ? retries : repeating === 'asked' ? (perCall.retries ?? 0) : 0;
  for (let number = 1; ; number += 1) {
    const result = await attempt(ask, request, FILES.test(route), deadline - Date.now(), signal);
    if (result.error === undefined || number > most) return result;
    if (!isPassing(result.error)) return result;
    const retryAfter = result.response?.headers.get('retry-after') ?? null;
    const waitMs = waitMsBefore(number, retryAfter, Date.now());
    // A wait that leads nowhere would only hide what has failed.
    if (Date.now() + waitMs >= deadline) return result;
    await sleep(waitMs, signal);
  }
}

async function attempt(
  ask: NonNullable<ClientOptions['fetch']>,
  { url, init }: Request,
  isFile: boolean,
  limitMs: number,
  signal: AbortSignal | undefined,
): Promise<Result<unknown, AnyFailure>> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), Math.min(limitMs, LONGEST_TIMER_MS));
  const either = signal === undefined ? limit.signal : AbortSignal.any([limit.signal, signal]);
  let response: Response | undefined;
  try {
    signal?.throwIfAborted();
    response = await ask(url, { ...init, signal: either });
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    if (isFile && response.ok && !isJson) return { data: response.body, response };
    return readAnswer(await response.text(), response, isFile);
  } catch (cause) {
    if (signal?.aborted) return fail('aborted', 'The call was aborted.', response, signal.reason);
    if (limit.signal.aborted)
      return fail('timeout', 'The time limit was reached.', response, cause);
    return fail('network', `No answer: ${cause}`, response, cause);
  } finally {
    clearTimeout(timer);
  }
}

/** Until then, or until the signal. */
function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((wake) => {
    const stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      wake();
    };
    const timer = setTimeout(stop, ms);
    signal?.addEventListener('abort', stop);
  });
}
