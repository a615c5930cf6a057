/** What a call comes to: data or a failure, as values; and a failure as an exception, for those who want one. */

/**
 * Either `data` or `error`, never both. `response`: for its headers, its body is read; where there was no answer, `undefined`.
 */
export type Result<Data, Failure> =
  | { data: Data; error?: undefined; response: Response }
  | { data?: undefined; error: Failure; response: Response | undefined };

/**
 * - `network`: there was no answer, or it broke off. Whether the call was done is not known.
 * - `timeout`: it took longer than `timeoutMs`. Whether it was done is not known.
 * - `aborted`: by the `signal` of the call.
 * - `unreadable`: what answered is not this API, such as the error page of a proxy.
 */
export type FailureHere = {
  code: 'network' | 'timeout' | 'aborted' | 'unreadable';
  /** What happened, for people. It may change. */
  message: string;
  details: Record<string, unknown>;
  request_id: string | null;
  /** Of HTTP; `null` where there was no answer. */
  status: number | null;
  /** What `fetch` has thrown, or the reason of the signal. */
  cause: unknown;
};

/** What all failures have, whichever operation they are of. A service newer than this client may have codes of its own. */
export type AnyFailure = {
  code: string;
  message: string;
  details: object;
  request_id: string | null;
  status: number | null;
  cause?: unknown;
};

/** A failure as an exception, for where there is no place for a value. */
export class CallError extends Error {
  override name = 'CallError';
  readonly failure: AnyFailure;

  constructor(failure: AnyFailure) {
    super(`${failure.code}: ${failure.message}`, { cause: failure.cause });
    this.failure = failure;
  }
}

/** The data of a call; throws a `CallError` where it failed. */
export function unwrap<Data>(result: Result<Data, AnyFailure>): Data {
  if (result.error !== undefined) throw new CallError(result.error);
  return result.data;
}
