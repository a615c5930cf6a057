/** Sign-ins to the dashboard that have ended before their time. They are of the whole deployment: the operator's are of no site. */

/** `expiresAt`: when it would have ended by itself, in ms since the epoch. Throws when D1 does; safe to repeat. */
export async function endSignIn(
  db: D1Database,
  signInId: string,
  expiresAt: number,
): Promise<void> {
  await db
    .prepare(
      'INSERT INTO ended_sign_ins (sign_in_id, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING',
    )
    .bind(signInId, expiresAt)
    .run();
}

/** One row of D1, or none. Throws when D1 does. */
export async function hasEnded(db: D1Database, signInId: string): Promise<boolean> {
  const found = await db
    .prepare('SELECT 1 FROM ended_sign_ins WHERE sign_in_id = ?')
    .bind(signInId)
    .first();
  return found !== null;
}

/** A statement that deletes at most `limit` of those that ended by themselves before `?1`, in ms since the epoch. */
export function deleteOldSignIns(limit: number): string {
  return `DELETE FROM ended_sign_ins WHERE sign_in_id IN (
    SELECT sign_in_id FROM ended_sign_ins WHERE expires_at < ?1 LIMIT ${limit})`;
}
