/** Whether the database has a record of any session. Throws when D1 does. */
export async function hasRecords(db: D1Database): Promise<boolean> {
  const found = await db
    .prepare(
      'SELECT EXISTS (SELECT 1 FROM sessions) OR EXISTS (SELECT 1 FROM sessions_to_move) AS found',
    )
    .first<number>('found');
  return found === 1;
}
