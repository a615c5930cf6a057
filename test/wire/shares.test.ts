import { makeKey, makeSite } from '../api';
import { exchange, golden, type Sent } from './golden';
import { BROKEN_DATABASE } from './refusals';
import { asAdmin, asServer, makeStage, SITE, UNKNOWN } from './stage';

const SHARES = `/api/sites/${SITE}/shares`;
const NAME = { name: 'the board' };

const asOperator = (method: string, path: string, body?: Sent['body']) =>
  exchange(method, path, { headers: asAdmin, ...(body && { body }) });

async function makeShare(): Promise<{ share_id: string; token: string }> {
  const { response } = await asOperator('POST', SHARES, NAME);
  return Object(await response.json()).data;
}

const asShare = ({ token }: { token: string }) => ({ authorization: `Bearer ${token}` });

golden('shares', makeStage, {
  made: () => exchange('POST', SHARES, { headers: asServer(), body: NAME }),
  listed: () => asOperator('GET', SHARES),
  revoked: async () => asOperator('DELETE', `${SHARES}/${(await makeShare()).share_id}`),
  'revoked: share_not_found': () => asOperator('DELETE', `${SHARES}/${UNKNOWN}`),
  'revoked: validation_failed': () => asOperator('DELETE', `${SHARES}/one`),
  'made: site_not_found': () => asOperator('POST', `/api/sites/${UNKNOWN}/shares`, NAME),
  'made: validation_failed': () => asOperator('POST', SHARES, { name: '' }),
  'made: unauthorized': () => exchange('POST', SHARES, { body: NAME, headers: {} }),
  'made: forbidden, a key to read': async () => {
    const { key } = await makeKey(SITE, 'read');
    return exchange('POST', SHARES, { headers: { 'x-api-key': key }, body: NAME });
  },
  'made: forbidden, to a page': () =>
    exchange('POST', SHARES, { headers: { origin: 'https://shop.example' }, body: NAME }),
  'listed: unavailable, the database is down': () =>
    exchange('GET', SHARES, { headers: asAdmin, bindings: { DB: BROKEN_DATABASE } }),
  'made: validation_failed, there are too many': async () => {
    const site_id = await makeSite();
    const path = `/api/sites/${site_id}/shares`;
    for (let count = 0; count < 20; count += 1) await asOperator('POST', path, NAME);
    return asOperator('POST', path, NAME);
  },
});

golden('share-link', () => Promise.resolve(), {
  'who it is': async () =>
    exchange('GET', '/api/dashboard/session', { headers: asShare(await makeShare()) }),
  'who it is: unauthorized, revoked': async () => {
    const made = await makeShare();
    await asOperator('DELETE', `${SHARES}/${made.share_id}`);
    return exchange('GET', '/api/dashboard/session', { headers: asShare(made) });
  },
  'lists: forbidden': async () =>
    exchange('GET', '/api/sessions', { headers: asShare(await makeShare()) }),
  'a report by visitor: forbidden': async () =>
    exchange('GET', '/api/reports/breakdown?by=visitor_id', {
      headers: asShare(await makeShare()),
    }),
});
