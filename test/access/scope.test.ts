import { beforeAll, describe, expect, it } from 'vitest';
import { end, expectFailure, identify, makeKey, makeSite, open, read, update } from '../api';
import { eraseSession, eraseVisitor } from '../support/erasure';

const SHOP = 'https://shop.example';
const keys = { write: '', read: '', all: '' };
let site_id: string;

beforeAll(async () => {
  site_id = await makeSite({ allowed_origins: [SHOP] });
  for (const scope of ['write', 'read', 'all'] as const)
    keys[scope] = (await makeKey(site_id, scope)).key;
});

const show = (key: string) => ({ 'x-api-key': key });

/** Whatever changes something, of one session. */
async function changeAll(headers: HeadersInit) {
  const { session_id, visitor_id } = (await open({ site_id }, show(keys.all))).data;
  return [
    await open({ site_id }, headers),
    await update({ site_id, session_id, page_views: 2 }, headers),
    await identify(session_id, { site_id, name: 'Ada' }, headers),
    await end({ site_id, session_id }, headers),
    await eraseSession(site_id, session_id, headers),
    await eraseVisitor(site_id, visitor_id, headers),
  ];
}

describe('a key', () => {
  it.each(['write', 'all'] as const)('with the scope %s may change things', async (scope) => {
    const answers = await changeAll(show(keys[scope]));
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200, 200]);
  });

  it('with the scope read changes nothing, and is told which scope may', async () => {
    for (const answer of await changeAll(show(keys.read))) {
      expectFailure(answer, 403, 'forbidden');
      expect(answer.error.message).toBe(
        'This key has the scope "read"; use one with the scope "write" or "all".',
      );
    }
  });

  it.each(['write', 'read', 'all'] as const)(
    'with the scope %s may read a session',
    async (scope) => {
      const { session_id } = (await open({ site_id }, show(keys.all))).data;
      const got = await read(session_id, site_id, show(keys[scope]));
      expect([got.status, got.data.lead]).toEqual([200, null]);
    },
  );

  it('that a proxy shows binds the page behind it', async () => {
    const through = (key: string) => ({ origin: SHOP, 'x-proxy-key': key });
    expect((await open({ site_id }, through(keys.write))).status).toBe(201);
    expectFailure(await open({ site_id }, through(keys.read)), 403, 'forbidden');
    expect((await open({ site_id }, { origin: SHOP })).status).toBe(201);
  });
});
