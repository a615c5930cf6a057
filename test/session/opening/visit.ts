/** Sessions opened with what the browser and Cloudflare's edge add to a request. */
import { beforeAll, expect } from 'vitest';
import { makeSite, type Opened, recordOf, request } from '../../api';
import { recordWhen, storedOf } from '../../support/stored';

export const GOOGLEBOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
export const BERLIN = {
  country: 'DE',
  region: 'Berlin',
  city: 'Berlin',
  timezone: 'Europe/Berlin',
};
export const ADDRESS = '203.0.113.77';

export let site_id: string;

beforeAll(async () => {
  site_id = await makeSite();
});

type Visit = { headers?: Record<string, string>; cf?: Record<string, unknown>; site?: string };

/** The session as `data`, opened as from Cloudflare's edge. */
export async function visit(body: object, { headers = {}, cf = {}, site = site_id }: Visit = {}) {
  const init = {
    method: 'POST',
    headers: { 'cf-connecting-ip': ADDRESS, ...headers },
    body: JSON.stringify({ site_id: site, ...body }),
    cf,
  };
  const opened = await request<Opened>('/api/visitors/session', init);
  expect(opened.status).toBe(201);
  return opened.data;
}

/** Everything that is stored of a session, in its object and in D1, as one text. */
export async function storedTextOf(session_id: string): Promise<string> {
  await recordWhen(session_id, () => true);
  return JSON.stringify([await storedOf(session_id), await recordOf(session_id)]);
}
