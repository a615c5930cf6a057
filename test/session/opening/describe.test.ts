import { describe, expect, it, vi } from 'vitest';
import { makeSite, open } from '../../api';
import { BERLIN, GOOGLEBOT, site_id, storedTextOf, visit } from './visit';

it('never takes a session for its own previous one', async () => {
  const id = crypto.randomUUID();
  expect(await visit({ id, previous_session_id: id })).toMatchObject({
    session_id: id,
    previous_session_id: null,
  });
});

describe('a visitor', () => {
  it('is the same for the same fingerprint at the same site, and only there', async () => {
    const fingerprint = 'fp-1';
    const [one, two] = await Promise.all([visit({ fingerprint }), visit({ fingerprint })]);
    expect(one.visitor_id).toBe(two.visitor_id);
    expect(one.session_id).not.toBe(two.session_id);
    expect(one.fingerprint).toBe(fingerprint);
    const elsewhere = await visit({ fingerprint }, { site: await makeSite() });
    expect(elsewhere.visitor_id).not.toBe(one.visitor_id);
    expect((await visit({ fingerprint: 'fp-2' })).visitor_id).not.toBe(one.visitor_id);
  });

  it('has the visitor_id that the client sends, whatever the fingerprint', async () => {
    const visitor_id = crypto.randomUUID();
    const session = await visit({ visitor_id, fingerprint: 'fp-1' });
    expect(session).toMatchObject({ visitor_id, fingerprint: 'fp-1' });
  });

  it('is a new one each time without visitor_id and fingerprint', async () => {
    const [one, two] = [await visit({}), await visit({})];
    expect(one.visitor_id).not.toBe(two.visitor_id);
  });
});

describe.each<Record<string, string>>([{ 'sec-gpc': '1' }, { dnt: '1' }])('with %o', (signal) => {
  const fingerprint = 'FINGERPRINT-OF-A-PRIVATE-VISITOR';
  const visitor_id = '0199aaaa-0000-4000-8000-00000000abcd';

  it('stores no fingerprint, makes a random visitor, and knows only the country', async () => {
    const previous_session_id = crypto.randomUUID();
    const body = { fingerprint, visitor_id, previous_session_id, location: { city: 'Potsdam' } };
    const [one, two] = [
      await visit(body, { headers: signal, cf: BERLIN }),
      await visit(body, { headers: signal, cf: BERLIN }),
    ];
    expect(one).toMatchObject({
      fingerprint: null,
      previous_session_id: null,
      location: { country: 'DE', region: null, city: null, timezone: null },
    });
    expect(new Set([one.visitor_id, two.visitor_id, visitor_id]).size).toBe(3);
    const stored = await storedTextOf(one.session_id);
    for (const secret of [fingerprint, visitor_id, previous_session_id, 'Berlin', 'Potsdam']) {
      expect(stored).not.toContain(secret);
    }
  });

  it('stores nothing in a session that names the next one', async () => {
    const session = await visit({}, { headers: signal });
    const passed = Date.now() + 3 * 60 * 60_000;
    vi.useFakeTimers({ now: passed, toFake: ['Date'] });
    const follow = async () =>
      (await open({ site_id, id: session.session_id }, signal)).data.session_id;
    const [next, other] = [await follow(), await follow()];
    vi.useRealTimers();
    expect(new Set([session.session_id, next, other]).size).toBe(3);
    const stored = await storedTextOf(session.session_id);
    expect(stored).not.toContain(next);
    expect(stored).not.toContain(other);
    expect(await storedTextOf(next)).not.toContain(session.session_id);
  });

  it('stores everything if the site has turned privacy signals off', async () => {
    const site = await makeSite({ respect_gpc: false });
    const session = await visit({ fingerprint, visitor_id }, { headers: signal, cf: BERLIN, site });
    expect(session).toMatchObject({ fingerprint, visitor_id, location: BERLIN });
  });
});

it('stores the fingerprint of a browser whose signals are off', async () => {
  const headers = { 'sec-gpc': '0', dnt: '0' };
  expect((await visit({ fingerprint: 'fp' }, { headers })).fingerprint).toBe('fp');
});

it('describes the visit once: resuming changes nothing', async () => {
  const first = await visit({ url: 'https://shop.example/?utm_source=one' }, { cf: BERLIN });
  const again = { site_id, id: first.session_id, utm_source: 'two', location: { city: 'Rome' } };
  const { status, data } = await open(again, { 'user-agent': GOOGLEBOT });
  expect(status).toBe(200);
  const { utm_params, device, browser, location, is_bot, visitor_id } = first;
  const same = { utm_params, device, browser, location, is_bot, visitor_id };
  expect(data).toMatchObject({ ...same, is_new_session: false });
});
