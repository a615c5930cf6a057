import autocannon from 'autocannon';

/** What a burst of requests took: rates in requests/s, times in ms; and the bytes of an answer, head and body. */
export type Burst = { rate: number; p50: number; p99: number; bytes: number };

/**
 * Sends `amount` requests over `connections` that are kept open, and throws unless all were answered
 * 2xx. `requests` are played in order and over again, each connection with a context of its own.
 */
export async function sendBurst(
  url: URL,
  requests: autocannon.Request[],
  amount: number,
  connections: number,
): Promise<Burst> {
  const times: number[] = [];
  const startedAt = performance.now();
  let lastAt = startedAt;
  let received = 0;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(
      { url: url.href, requests, amount, connections, timeout: 30 },
      (error, result) => (error ? reject(error) : resolve(result)),
    );
    instance.on('response', (_client, _status, bytes, responseTime) => {
      times.push(responseTime);
      received += bytes;
      lastAt = performance.now();
    });
  });
  if (result.non2xx > 0 || result.errors > 0 || times.length < amount) {
    throw new Error(
      `${times.length} of ${amount} answered, ${result.non2xx} not 2xx, ${result.errors} errors: ${JSON.stringify(result.statusCodeStats)}`,
    );
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? 0;
  return {
    rate: (times.length / (lastAt - startedAt)) * 1000,
    p50: at(0.5),
    p99: at(0.99),
    bytes: received / times.length,
  };
}
