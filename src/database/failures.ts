/**
 * D1 says so itself, or the connection to it broke: https://developers.cloudflare.com/d1/observability/debug-d1/.
 * Calls to objects do not come here (`src/session/object/stub.ts`).
 */
export function isDatabaseError(error: Error): boolean {
  return /^D1_|\bD1 DB\b|^Network connection lost/.test(error.message);
}
