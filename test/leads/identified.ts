import { env } from 'cloudflare:workers';
import { open } from '../api';
import { recordWhen } from '../support/stored';

export const EMAIL = 'ada@example.com';

/** A session whose record is in D1. */
export async function openOne(site_id: string, body: Record<string, unknown> = {}) {
  const answer = (await open({ site_id, ...body })).data;
  await recordWhen(answer.session_id, () => true);
  return { session_id: answer.session_id, visitor_id: answer.visitor_id };
}

/** How many rows of the table are of the site. */
export const count = async (table: 'leads' | 'tasks' | 'visitor_leads', site_id: string) =>
  Number(
    (
      await env.DB.prepare(`SELECT COUNT(*) AS n FROM ${table} WHERE site_id = ?`)
        .bind(site_id)
        .first<{ n: number }>()
    )?.n,
  );
