/** UUIDs: as they come in, as they are derived, and as 16 bytes in hexadecimal digits. */
import * as z from 'zod';

/** Any UUID, whatever its version; in lower case, so that one id has one spelling. */
export const UuidSchema = z.guid('Give a UUID.').toLowerCase();

/** Ids are branded by what they name, so that one cannot be passed where another is meant. */
export const SiteIdSchema = UuidSchema.brand<'SiteId'>();
export type SiteId = z.infer<typeof SiteIdSchema>;
export const SessionIdSchema = UuidSchema.brand<'SessionId'>();
export type SessionId = z.infer<typeof SessionIdSchema>;
export const VisitorIdSchema = UuidSchema.brand<'VisitorId'>();
export type VisitorId = z.infer<typeof VisitorIdSchema>;
export const LeadIdSchema = UuidSchema.brand<'LeadId'>();
export type LeadId = z.infer<typeof LeadIdSchema>;

/** The one constructor beside the schemas: for ids that we mint, derive, or have stored. */
export function asId<Id extends SiteId | SessionId | VisitorId | LeadId>(uuid: string): Id {
  return uuid as Id;
}

/** The same id for the same words, always: a hash of them, in the shape of a UUID v8 (RFC 9562). */
export async function deriveUuid(...words: string[]): Promise<string> {
  const digest = await crypto.subtle.digest(
    'SHA-256',
    new TextEncoder().encode(JSON.stringify(words)),
  );
  return bytesToUuid(new Uint8Array(digest, 0, 16), 8);
}

/** 16 bytes as a UUID of a version; overwrites the bits that say so. */
export function bytesToUuid(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return formatUuid(toHex(bytes));
}

/** 32 hexadecimal digits as a UUID. */
export function formatUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** In lower case, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
