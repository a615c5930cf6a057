import autocannon from 'autocannon';

/**
 * `ms`: until the last answer. `times`: in ms, without the first of each connection, which waits for the connection to be
 * made. `bytes`: of all answers, head and body.
 */
export type Burst = { answered: number; ms: number; times: number[]; bytes: number; cpuMs: number };
/** Rates in requests/s, times in ms, the bytes of an answer, and what workerd used of the processors for it, in ms. */
export type Load = { rate: number; p50: number; p99: number; bytes: number; cpuMs: number };

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
  const met = new Set<object>();
  const startedAt = performance.now();
  let lastAt = startedAt;
  let received = 0;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(
      // It looks whether it is done once in this many ms.
      { url: url.href, requests, amount, connections, timeout: 30, sampleInt: 50 },
      (error, result) => (error ? reject(error) : resolve(result)),
    );
    instance.on('response', (client, _status, bytes, responseTime) => {
      if (met.has(client)) times.push(responseTime);
      met.add(client);
      received += bytes;
      lastAt = performance.now();
    });
  });
  const answered = times.length + met.size;
  if (result.non2xx > 0 || result.errors > 0 || answered < amount) {
    throw new Error(
      `${answered} of ${amount} answered, ${result.non2xx} not 2xx, ${result.errors} errors: ${JSON.stringify(result.statusCodeStats)}`,
    );
  }
  return { answered, ms: lastAt - startedAt, times, bytes: received, cpuMs: 0 };
}

/** The figures of bursts as if they had been one. */
export function summarise(bursts: Burst[]): Load {
  const sum = (count: (burst: Burst) => number) =>
    bursts.reduce((total, burst) => total + count(burst), 0);
  const times = bursts.flatMap((burst) => burst.times).sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? 0;
  return {
    rate: (sum(({ answered }) => answered) / sum(({ ms }) => ms)) * 1000,
    p50: at(0.5),
    p99: at(0.99),
    bytes: sum(({ bytes }) => bytes) / sum(({ answered }) => answered),
    cpuMs: sum(({ cpuMs }) => cpuMs) / sum(({ answered }) => answered),
  };
}
