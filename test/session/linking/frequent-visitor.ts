import { env } from 'cloudflare:workers';
import { resumePendingLinks } from '../../../src/session/linking/link';
import { asAdmin, end, identify, makeSite, open } from '../../api';
import { RECORDS } from '../../rig/records';
import { passMs } from '../../support/clock';
import { recordWhen } from '../../support/stored';

/** A visitor with many sessions, final for long but for the newest. */
export async function openManySessions(count: number) {
  const site_id = await makeSite();
  const model = (await open({ site_id })).data;
  await end({ site_id, session_id: model.session_id });
  await recordWhen(model.session_id, ({ status }) => status === 'ended');
  const first = Math.floor(Math.random() * 2 ** 40);
  for (const table of ['sessions', 'session_details']) {
    const { results } = await env.DB.prepare(`SELECT name FROM pragma_table_info('${table}')`).all<{
      name: string;
    }>();
    const columns = results.map(({ name }) => name);
    const values: Record<string, string> = {
      session_id: "unhex(printf('%08x00007000800%013x', i, ?3 + i))",
      // The newest has the greatest id, too.
      started_at: 'started_at - ?2 + i - 1',
    };
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
      INSERT INTO ${table} (${columns.join(', ')})
      SELECT ${columns.map((column) => values[column] ?? column).join(', ')}
      FROM n, (SELECT * FROM ${table} WHERE session_id = unhex(?1, '-'))`,
    )
      .bind(model.session_id, count, first)
      .run();
  }
  passMs(120 * 60_000);
  const { session_id } = (await open({ site_id, visitor_id: model.visitor_id })).data;
  await recordWhen(session_id, () => true);
  return { site_id, visitor_id: model.visitor_id, session_id };
}

/** How many of the site's sessions have a lead. */
export const countLinked = (site_id: string) =>
  env.DB.prepare(`SELECT COUNT(*) AS n FROM ${RECORDS} WHERE site_id = ? AND lead_id IS NOT NULL`)
    .bind(site_id)
    .first<number>('n');

/** How many links of visitors are pending. */
export const countPending = () =>
  env.DB.prepare('SELECT COUNT(*) AS n FROM pending_links').first<number>('n');

/** An identify of a visitor with many sessions, whose link is then pending. */
export async function makePendingLink(count = 450) {
  const visitor = await openManySessions(count);
  const email = 'office@example.com';
  const { data } = await identify(visitor.session_id, { site_id: visitor.site_id, email }, asAdmin);
  await whenPending(visitor.site_id);
  await new Promise((resolve) => setTimeout(resolve, 200));
  return { ...visitor, lead_id: data.lead_id };
}

async function whenPending(site_id: string) {
  for (let tries = 0; tries < 200; tries += 1) {
    const rows = await env.DB.prepare('SELECT 1 FROM pending_links WHERE site_id = ?')
      .bind(site_id)
      .all();
    if (rows.results.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('no link is pending');
}

/** As if none of the visitor's sessions without a lead were final. */
export const reviveUnlinked = (site_id: string) =>
  env.DB.prepare(
    "UPDATE sessions SET last_activity_at = ?2 WHERE site_id = unhex(?1, '-') AND lead_id IS NULL",
  )
    .bind(site_id, Date.now())
    .run();

/** How many objects a run calls; none of them does anything. */
export async function countCalledObjects() {
  const asked: string[] = [];
  await resumePendingLinks(env.DB, Date.now(), async (sessionId) => {
    asked.push(sessionId);
    return true;
  });
  return asked.length;
}
