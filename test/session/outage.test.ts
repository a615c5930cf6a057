import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mintSessionId } from '../../src/session/session-id';
import { asAdmin, end, identify, makeSite, open, read, recordOf, request, update } from '../api';
import { passMs, startClock, stopClock } from '../support/clock';
import { recordWhen, runAlarm, storedOf } from '../support/stored';

const TABLES = ['sessions', 'leads', 'sites'] as const;
const broken = new Set<string>();

/** Makes D1 refuse everything that needs the table. */
async function breakTable(table: (typeof TABLES)[number]) {
  broken.add(table);
  await env.DB.exec(`ALTER TABLE ${table} RENAME TO ${table}_away`);
}

async function mend() {
  for (const table of broken) await env.DB.exec(`ALTER TABLE ${table}_away RENAME TO ${table}`);
  broken.clear();
}

beforeEach(() => stopClock());
afterEach(async () => {
  await mend();
  startClock();
});

/** Waits until the flush that follows an answer has failed. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

describe('while D1 refuses', () => {
  it('acknowledges create, update and end, and writes the record when D1 is back', async () => {
    const site_id = await makeSite();
    await open({ site_id });
    await breakTable('sessions');
    const opened = await open({ site_id, url: 'https://shop.example/' });
    expect(opened.status).toBe(201);
    const { session_id } = opened.data;
    expect((await update({ site_id, session_id, page_views: 6 })).status).toBe(200);
    expect((await end({ site_id, session_id })).status).toBe(200);
    await settle();
    expect((await read(session_id, site_id)).data).toMatchObject({
      page_views: 6,
      status: 'ended',
    });
    await mend();
    await runAlarm(session_id);
    expect(await recordOf(session_id)).toMatchObject({ page_views: 6, status: 'ended' });
  });

  it('tries again by alarm, 1 to 60 s later, and the alarm never throws', async () => {
    const site_id = await makeSite();
    await open({ site_id });
    await breakTable('sessions');
    const { session_id } = (await open({ site_id })).data;
    await settle();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const { alarmAt } = await storedOf(session_id);
      const delay = (alarmAt ?? 0) - Date.now();
      expect(delay).toBeGreaterThanOrEqual(500);
      expect(delay).toBeLessThanOrEqual(60_000);
      passMs(delay);
      expect(await runAlarm(session_id)).toBe(true);
    }
  });

  it('keeps a final session in its object until D1 has its last version', async () => {
    const site_id = await makeSite();
    const { session_id } = (await open({ site_id })).data;
    await recordWhen(session_id, () => true);
    await breakTable('sessions');
    await end({ site_id, session_id });
    await settle();
    passMs(60 * 60_000);
    await runAlarm(session_id);
    expect((await storedOf(session_id)).keys).toEqual(['session']);
    await mend();
    await runAlarm(session_id);
    expect((await storedOf(session_id)).keys).toEqual([]);
    expect(await recordOf(session_id)).toMatchObject({ status: 'ended', ended_by: 'client' });
  });

  it('answers 503 with Retry-After where it needs D1', async () => {
    const site_id = await makeSite();
    await open({ site_id });
    await breakTable('sessions');
    const unknown = crypto.randomUUID();
    const answers = [
      await open({ site_id, id: unknown }),
      await read(unknown, site_id),
      await update({ site_id, session_id: unknown }),
      await end({ site_id, session_id: unknown }),
    ];
    for (const { status, code, headers } of answers) {
      expect(status).toBe(503);
      expect(code).toBe('unavailable');
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await storedOf(unknown)).keys).toEqual([]);
  });

  it('opens a session with an id that the page has just made', async () => {
    const site_id = await makeSite();
    await open({ site_id });
    await breakTable('sessions');
    const id = mintSessionId(Date.now() - 20_000);
    const opened = await open({ site_id, id, url: 'https://shop.example/' });
    expect(opened.status).toBe(201);
    expect(opened.data).toMatchObject({ session_id: id, is_new_session: true });
    expect((await open({ site_id, id: mintSessionId(Date.now() - 61_000) })).status).toBe(503);
    await settle();
  });

  it('shows a server the id of the lead, when it cannot read its details', async () => {
    const site_id = await makeSite();
    const { session_id } = (await open({ site_id })).data;
    await identify(session_id, { site_id, email: 'ada@example.com' });
    const { lead_id } = (await read(session_id, site_id, asAdmin)).data;
    await breakTable('leads');
    const answer = await read(session_id, site_id, asAdmin);
    expect(answer.status).toBe(200);
    expect(answer.data.lead).toEqual({ id: lead_id, email: null, name: null, status: null });
  });

  it('answers an identify with 503 and leaves the session as it was', async () => {
    const site_id = await makeSite();
    const { session_id } = (await open({ site_id })).data;
    await recordWhen(session_id, () => true);
    await breakTable('leads');
    expect((await identify(session_id, { site_id, email: 'ada@example.com' })).status).toBe(503);
    expect((await read(session_id, site_id)).data.lead_id).toBeNull();
    await mend();
    expect((await identify(session_id, { site_id, email: 'ada@example.com' })).status).toBe(200);
  });

  it('answers 503 for a site that is not cached, and on /healthz', async () => {
    await breakTable('sites');
    expect((await open({ site_id: crypto.randomUUID() })).status).toBe(503);
    const health = await request('/healthz');
    expect(health.status).toBe(503);
    await mend();
    expect((await request('/healthz')).status).toBe(200);
  });
});
