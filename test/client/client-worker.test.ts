/** The client in a Worker; each exchange is held to the document of the API. */
import { expect, it } from 'vitest';
import { createClient, unwrap } from '../../src/client/client.ts';
import { ADMIN_KEY } from '../api';
import { ask } from '../support/ask';

it('calls the service as through a service binding', async () => {
  const client = createClient({
    url: 'https://sessions.example',
    key: ADMIN_KEY,
    fetch: (url, init) => ask(new Request(url, init)),
  });
  const { site_id } = unwrap(await client.createSite({ name: 'Shop' }));
  const { session_id } = unwrap(await client.createSession({ site_id }));
  const ended = unwrap(await client.endSession({ session_id, site_id }));
  expect(ended).toMatchObject({ session_id, status: 'ended' });
  const { error } = await client.getSession({ session_id: site_id, site_id });
  expect(error?.code).toBe('session_not_found');
  expect(unwrap(await client.deleteSite({ site_id }))).toMatchObject({ site_id });
});
