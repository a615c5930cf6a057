/** One structured line. Never a body, a header, an address, a key or an e-mail: ids and names of errors only. */
export function logError(
  event: string,
  error: unknown,
  ids: Record<string, string | number> = {},
): void {
  const reason = error instanceof Error ? `${error.name}: ${redact(error.message)}` : 'unknown';
  console.error(JSON.stringify({ level: 'error', event, reason, ...ids }));
}

/** Nothing has failed, but an operator should look. */
export function logWarning(event: string, facts: Record<string, string | number>): void {
  console.warn(JSON.stringify({ level: 'warn', event, ...facts }));
}

/** Messages of the platform can quote values: what looks like an address or an e-mail is removed. */
function redact(message: string): string {
  return message
    .slice(0, 300)
    .replace(/\S+@\S+/g, '[redacted]')
    .replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, '[redacted]');
}
