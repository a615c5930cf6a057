import { expect, it } from 'vitest';
import { makeSite, open, type Read, request } from '../api';

it('shows where the session can be read', async () => {
  const { data } = await open({ site_id: await makeSite() });
  const url = new URL(data.session_url);
  const got = await request<Read>(`${url.pathname}${url.search}`);
  expect(got.data.session_id).toBe(data.session_id);
});
