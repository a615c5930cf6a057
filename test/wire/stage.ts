/** The sites and sessions that golden files tell of. */
import { env } from 'cloudflare:workers';
import { asAdmin, makeKey, makeSite } from '../api';
import { passMs } from '../support/clock';
import { recordWhen, runAlarm } from '../support/stored';
import { type Exchange, exchange } from './golden';

export const PATH = '/api/visitors/session';
export const MINUTE_MS = 60_000;
export const SITE = '00000000-0000-4000-8000-000000000001';
export const OTHER_SITE = '00000000-0000-4000-8000-000000000002';
/** Of no site, session, lead or key. */
export const UNKNOWN = '00000000-0000-4000-8000-00000000ffff';

export const asPage = { origin: 'https://shop.example' };
export const asOtherPage = { origin: 'https://other.example' };
export { asAdmin };

/** A key of the first site, and one of the other. */
export const keys = { own: '', foreign: '' };
export const asServer = () => ({ authorization: `Bearer ${keys.own}` });
export const asForeignServer = () => ({ 'x-api-key': keys.foreign });

/** Sites under ids of our choice: the visitor that a fingerprint stands for depends on it. */
export async function makeStage(): Promise<void> {
  for (const [id, origin] of [
    [SITE, asPage.origin],
    [OTHER_SITE, asOtherPage.origin],
  ]) {
    const made = await makeSite({ name: 'Shop', allowed_origins: [origin] });
    await env.DB.prepare('UPDATE sites SET site_id = ? WHERE site_id = ?').bind(id, made).run();
  }
  keys.own = (await makeKey(SITE)).key;
  keys.foreign = (await makeKey(OTHER_SITE)).key;
}

/** Sends JSON as a page of the site. */
export const fromPage = (method: string, path: string, body?: Record<string, unknown>) =>
  exchange(method, path, { headers: asPage, ...(body && { body }) });

/** Sends JSON as a server of the site. */
export const fromServer = (method: string, path: string, body?: Record<string, unknown>) =>
  exchange(method, path, { headers: asServer(), ...(body && { body }) });

/** The session of an answer. */
export async function dataOf({ response }: Exchange) {
  const { data } = await response.json<{ data: { session_id: string; visitor_id: string } }>();
  return data;
}

/** A session that has just begun. */
export async function openOne(body: Record<string, unknown> = {}) {
  const opened = await fromPage('POST', PATH, { site_id: SITE, ...body });
  return dataOf(opened);
}

/** A session that was closed a minute after it began. */
export async function endOne(body: Record<string, unknown> = {}) {
  const { session_id } = await openOne(body);
  passMs(MINUTE_MS);
  await fromPage('POST', `${PATH}/end`, { session_id, exit_url: 'https://shop.example/bye' });
  return session_id;
}

/** A session that is over for good, and known by its record alone. */
export async function finishOne(body: Record<string, unknown> = {}) {
  const session_id = await endOne(body);
  await recordWhen(session_id, ({ ended_at }) => ended_at !== null);
  passMs(60 * MINUTE_MS);
  await runAlarm(session_id);
  return session_id;
}

/** All that a page can tell. */
export const EVERYTHING = {
  fingerprint: 'f-1',
  device: {
    type: 'desktop',
    os: { name: 'macOS', version: '15.1' },
    screen_size: '1512x982',
    pixel_ratio: 2,
    orientation: 'landscape-primary',
    memory: 8,
    cpu_cores: 10,
    touch_support: false,
  },
  browser: { name: 'Chrome', version: '141', language: 'en-GB' },
  location: { country: 'GB', region: 'England', city: 'Leeds', timezone: 'Europe/London' },
  referrer: 'https://search.example/?q=shoes',
  utm_params: { source: 'news', utm_medium: 'email', campaign: 'May', term: 'a', content: 'b' },
  url: 'https://shop.example/shoes?utm_source=ignored',
  consent: { analytics: true },
  custom_data: { plan: 'pro', cart: { items: 2 }, tags: ['a', 'b'] },
  page_views: 1,
  active_time: 0,
};
