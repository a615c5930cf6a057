/** A `fetch` that answers what it is told, and notes what it was asked. */

export type Asked = { url: string; init: RequestInit; at: number };

/** In order; an error is thrown, as where there is no network, which is also what comes after the last. */
export function scriptFetch(...answers: (Response | Error)[]) {
  const asked: Asked[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    asked.push({ url, init, at: Date.now() });
    const answer = answers.shift() ?? new TypeError('fetch failed');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, fetch };
}

/** Answers nothing until the signal. */
export function hang(_url: string, { signal }: RequestInit): Promise<Response> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}

export function succeed(data: unknown): Response {
  return Response.json({ success: true, data, meta: {} });
}

export function refuse(status: number, code: string, retryAfter?: string): Response {
  const error = { code, message: 'Wait.', details: {}, request_id: 'request-1' };
  const headers = { ...(retryAfter !== undefined && { 'retry-after': retryAfter }) };
  return Response.json({ success: false, error }, { status, headers });
}
