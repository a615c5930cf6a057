/** Any JSON, to look into: tests assert on what came over the wire. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked at, not relied on
export type Json = any;
export type Answer = { status: number; headers: Headers; text: string };
/** What a visitor at one address asks the proxy for, and is answered. */
export type Ask = (
  address: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
) => Promise<Answer>;
/** A proxy before the API. */
export type Standing = { ask: Ask; stop: () => Promise<void> };
