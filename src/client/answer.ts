/** What an answer says, or that there was none, as a result. Pure. */
import type { AnyFailure, FailureHere, Result } from './result.ts';

type Envelope = { data?: unknown; error?: Omit<AnyFailure, 'status'> };

/** `text`: the body of the response. `isPlain`: a success comes without an envelope. */
export function readAnswer(
  text: string,
  response: Response,
  isPlain = false,
): Result<unknown, AnyFailure> {
  const { ok, status } = response;
  try {
    const answer: Envelope = JSON.parse(text);
    if (ok && (isPlain || 'data' in answer))
      return { data: isPlain ? answer : answer.data, response };
    if (answer.error?.code) return { error: { ...answer.error, status }, response };
  } catch {
    // Told below.
  }
  return fail('unreadable', `HTTP ${status} with what is no answer of this API.`, response);
}

export function fail(
  code: FailureHere['code'],
  message: string,
  response?: Response,
  cause?: unknown,
): { error: FailureHere; response: Response | undefined } {
  const status = response?.status ?? null;
  const request_id = response?.headers.get('x-request-id') ?? null;
  return { error: { code, message, details: {}, request_id, status, cause }, response };
}
