import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { identify, makeSite, open, read } from '../../api';
import { recordWhen } from '../../support/stored';

const EMAIL = 'ada@example.com';

async function openOne(site_id: string, body: Record<string, unknown> = {}) {
  const answer = (await open({ site_id, ...body })).data;
  await recordWhen(answer.session_id, () => true);
  return { session_id: answer.session_id, visitor_id: answer.visitor_id };
}

const count = async (table: 'leads' | 'tasks' | 'visitor_leads', site_id: string) =>
  Number(
    (
      await env.DB.prepare(`SELECT COUNT(*) AS n FROM ${table} WHERE site_id = ?`)
        .bind(site_id)
        .first<{ n: number }>()
    )?.n,
  );

describe('the visitor', () => {
  const leadOf = async (session_id: string, site_id: string) =>
    (await read(session_id, site_id)).data.lead_id;

  it('has one lead in its earlier and its later sessions', async () => {
    const site_id = await makeSite();
    const { session_id: earlier, visitor_id } = await openOne(site_id);
    const { session_id } = await openOne(site_id, { visitor_id });
    const { lead_id } = (await identify(session_id, { site_id, email: EMAIL })).data;
    await recordWhen(earlier, (record) => record.lead_id === lead_id);
    expect(await leadOf(earlier, site_id)).toBe(lead_id);
    const { session_id: later } = (await open({ site_id, visitor_id })).data;
    await recordWhen(later, (record) => record.lead_id === lead_id);
    expect(await leadOf(later, site_id)).toBe(lead_id);
  });

  it('does not replace the lead that a session already has', async () => {
    const site_id = await makeSite();
    const { session_id: first, visitor_id } = await openOne(site_id);
    const { session_id: second } = await openOne(site_id, { visitor_id });
    const answers = await Promise.all([
      identify(first, { site_id, email: EMAIL }),
      identify(second, { site_id, email: 'grace@example.com' }),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const own = await Promise.all([first, second].map((id) => leadOf(id, site_id)));
    answers.forEach((answer, index) => {
      if (answer.status === 200) expect(own[index]).toBe(answer.data.lead_id);
    });
    // Both leads are known to be the visitor's, for erasure; only one is handed on.
    expect(await count('visitor_leads', site_id)).toBe(
      answers.filter(({ status }) => status === 200).length,
    );
  });
});
