/**
 * Ids of sessions: UUID v7 (RFC 9562) when we mint them, which sort by time. A caller may choose another.
 */
import { asId, bytesToUuid, deriveUuid, type SessionId } from '../ids/uuid';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A UUID v7 of `now` (ms since the epoch). */
export function mintSessionId(now: number): SessionId {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setBigUint64(
    0,
    (BigInt(now) << 16n) | BigInt(((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0)),
  );
  return asId(bytesToUuid(bytes, 7));
}

/** The time in a UUID v7, in ms since the epoch; null where there is none. */
export function timeOfId(id: string): number | null {
  return id[14] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : null;
}

/**
 * A UUID v7 is fresh for this long after the time in it: no session that began then can be final yet, since this is the
 * shortest idle timeout that a site can have.
 */
const FRESH_ID_MS = 60_000;

/** Whether no old session can have this id, so that there is no record to look for. */
export function isFreshId(id: string, now: number): boolean {
  const madeAt = timeOfId(id);
  return madeAt !== null && Math.abs(now - madeAt) < FRESH_ID_MS;
}

/**
 * The id that a caller has chosen. One whose time is more than a day ahead would pass for fresh when its session is long
 * over, and is replaced by another, always the same.
 */
export async function acceptChosenId(id: SessionId, now: number): Promise<SessionId> {
  const madeAt = timeOfId(id);
  return madeAt !== null && madeAt > now + DAY_MS ? asId(await deriveUuid('ahead', id)) : id;
}

/**
 * Until when an id passes for fresh, in ms since the epoch; null: not any more, or not within a day. A fresh id is opened
 * without a look at its record, so until then the object must keep the state, which matters where a clock runs ahead.
 */
export function freshUntil(id: string, now: number): number | null {
  const until = (timeOfId(id) ?? 0) + FRESH_ID_MS;
  return until > now && until < now + DAY_MS ? until : null;
}
