/**
 * Ids. Sessions get UUID v7 (RFC 9562), which sort by time; leads and visitors get random ones, so that an
 * id says nothing about when its owner became known. Ids that must come out the same every time are
 * hashes in the shape of a UUID v8.
 */

export function mintSessionId(now: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setBigUint64(
    0,
    (BigInt(now) << 16n) | BigInt(((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0)),
  );
  return stampVersion(bytes, 7);
}

/** The time in a UUID v7, in ms since the epoch; null where there is none. */
export function timeOfId(id: string): number | null {
  return id[14] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : null;
}

/**
 * For so long after the time in it a UUID v7 is new: no session that began then can be over for good, since this is the
 * shortest idle timeout of a site.
 */
export const FRESH_ID_MS = 60_000;

/** Whether no old session can have this id, so that nobody needs to look for one. */
export function isFreshId(id: string, now: number): boolean {
  const madeAt = timeOfId(id);
  return madeAt !== null && Math.abs(now - madeAt) < FRESH_ID_MS;
}

/** An id further ahead than this would pass for a new one when its session is long over. */
const MAX_AHEAD_MS = 24 * 60 * 60 * 1000;

/** The id that a caller has chosen, or in place of one from days ahead another, always the same. */
export async function takeId(id: string, now: number): Promise<string> {
  const madeAt = timeOfId(id);
  return madeAt !== null && madeAt > now + MAX_AHEAD_MS ? deriveId('ahead', id) : id;
}

/** The same id for the same words, always. */
export async function deriveId(...words: string[]): Promise<string> {
  const digest = await crypto.subtle.digest(
    'SHA-256',
    new TextEncoder().encode(JSON.stringify(words)),
  );
  return stampVersion(new Uint8Array(digest, 0, 16), 8);
}

export async function sha256Hex(text: string): Promise<string> {
  return toHex(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  );
}

/** Compares in a time that depends on neither value. */
export async function sameSecret(a: string, b: string): Promise<boolean> {
  const [x, y] = await Promise.all(
    [a, b].map((text) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  );
  return x !== undefined && y !== undefined && crypto.subtle.timingSafeEqual(x, y);
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function stampVersion(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return formatUuid(toHex(bytes));
}

/** 32 hexadecimal digits as a UUID. */
export function formatUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
