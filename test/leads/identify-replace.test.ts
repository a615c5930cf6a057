import { describe, expect, it, vi } from 'vitest';
import { asAdmin, identify, makeSite, read } from '../api';
import { count, EMAIL, openOne } from './identified';

describe('identify', () => {
  it('copies an earlier name to the lead of a later email', async () => {
    const site_id = await makeSite();
    const { session_id } = await openOne(site_id);
    const named = await identify(session_id, {
      site_id,
      name: 'Ann',
      phone: '123',
      create_task: true,
    });
    const reported = await identify(session_id, { site_id, email: 'ann@example.com' });
    expect(reported.data.lead_id).not.toBe(named.data.lead_id);
    expect(reported.data.task_id).toBe(named.data.task_id);
    const { lead } = (await read(session_id, site_id, asAdmin)).data;
    expect(lead).toMatchObject({ email: 'ann@example.com', name: 'Ann' });
  });

  it('lets a later email in a linked session replace the lead, and does not change the earlier lead', async () => {
    const site_id = await makeSite();
    const ann = await openOne(site_id);
    await identify(ann.session_id, { site_id, email: EMAIL, name: 'Ada', create_task: true });
    const { visitor_id } = ann;
    const next = await openOne(site_id, { visitor_id });
    await vi.waitFor(async () => {
      const { lead } = (await read(next.session_id, site_id, asAdmin)).data;
      expect(lead).toMatchObject({ email: EMAIL });
    });
    const reported = await identify(next.session_id, { site_id, email: 'bob@example.com' });
    expect(reported.status).toBe(200);
    const leadOf = async (id: string) => (await read(id, site_id, asAdmin)).data.lead;
    expect(await leadOf(next.session_id)).toMatchObject({ email: 'bob@example.com', name: null });
    expect(await leadOf(ann.session_id)).toMatchObject({ email: EMAIL, name: 'Ada' });
    expect(await count('tasks', site_id)).toBe(1);
    // The last identify decides the lead of later sessions.
    const later = await openOne(site_id, { visitor_id });
    await vi.waitFor(async () =>
      expect(await leadOf(later.session_id)).toMatchObject({ email: 'bob@example.com' }),
    );
    const again = await identify(next.session_id, { site_id, email: EMAIL });
    expect([again.status, again.error?.code]).toEqual([409, 'lead_conflict']);
  });

  it('does not copy the name of an earlier person to a new lead', async () => {
    const site_id = await makeSite();
    const ann = await openOne(site_id);
    await identify(ann.session_id, { site_id, name: 'Ann', phone: '123' });
    const next = await openOne(site_id, { visitor_id: ann.visitor_id });
    await vi.waitFor(async () =>
      expect((await read(next.session_id, site_id)).data.lead_id).not.toBeNull(),
    );
    await identify(next.session_id, { site_id, email: 'bob@example.com' });
    const { lead } = (await read(next.session_id, site_id, asAdmin)).data;
    expect(lead).toMatchObject({ email: 'bob@example.com', name: null });
    const before = (await read(ann.session_id, site_id, asAdmin)).data.lead;
    expect(before).toMatchObject({ email: null, name: 'Ann' });
  });

  it('moves a session to another lead only if a server asks for it', async () => {
    const site_id = await makeSite();
    const { session_id } = await openOne(site_id);
    const first = await identify(session_id, { site_id, email: EMAIL });
    const refused = await identify(session_id, { site_id, email: 'grace@example.com' }, asAdmin);
    expect(refused.error.code).toBe('lead_conflict');
    expect(await count('leads', site_id)).toBe(1);
    const moved = await identify(
      session_id,
      { site_id, email: 'grace@example.com', replace: true },
      asAdmin,
    );
    expect(moved.status).toBe(200);
    expect(moved.data.lead_id).not.toBe(first.data.lead_id);
    expect((await read(session_id, site_id)).data.lead_id).toBe(moved.data.lead_id);
  });
});
