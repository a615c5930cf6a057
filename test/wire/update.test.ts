import { NOON, passMs } from '../support/clock';
import { exchange, golden } from './golden';
import { BROKEN_OBJECTS, refusalsOf } from './refusals';
import {
  asAdmin,
  asPage,
  EVERYTHING,
  endOne,
  finishOne,
  fromPage,
  fromServer,
  MINUTE_MS,
  makeStage,
  OTHER_SITE,
  openOne,
  PATH,
  SITE,
  UNKNOWN,
} from './stage';

golden('update', makeStage, {
  'all that a page can tell': async () => {
    const { session_id } = await openOne(EVERYTHING);
    passMs(5 * MINUTE_MS);
    return fromPage('PUT', PATH, {
      session_id,
      site_id: SITE,
      last_activity_at: NOON + 4 * MINUTE_MS,
      current_url: 'https://shop.example/cart',
      page_views: 3,
      active_time: 90_000,
      custom_data: { plan: null, seen: ['shoes'] },
      sent_at: NOON + 5 * MINUTE_MS,
    });
  },
  'nothing but that the visitor is there': async () => {
    const { session_id } = await openOne();
    passMs(MINUTE_MS);
    return fromPage('PUT', PATH, { session_id, site_id: SITE });
  },
  'by a server': async () => {
    const { session_id } = await openOne();
    return fromServer('PUT', PATH, { session_id, site_id: SITE, page_views: 2 });
  },
  'by a form': async () => {
    const { session_id } = await openOne();
    return exchange('PUT', PATH, {
      headers: { ...asPage, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        session_id,
        site_id: SITE,
        page_views: '4',
        custom_data: '{"plan":"pro"}',
      }),
    });
  },
  'by JSON as text/plain': async () => {
    const { session_id } = await openOne();
    return exchange('PUT', PATH, {
      headers: { ...asPage, 'content-type': 'text/plain' },
      body: JSON.stringify({ session_id, site_id: SITE, page_views: 5 }),
    });
  },
  'late, of a session that was ended': async () => {
    const session_id = await endOne();
    const last_activity_at = NOON + MINUTE_MS / 2;
    return fromPage('PUT', PATH, { session_id, site_id: SITE, last_activity_at, page_views: 6 });
  },
  'late, of a final session that its record tells of': async () => {
    const session_id = await finishOne();
    const last_activity_at = NOON + MINUTE_MS / 2;
    return fromPage('PUT', PATH, { session_id, site_id: SITE, last_activity_at, page_views: 7 });
  },
  ...refusalsOf({
    method: 'PUT',
    path: PATH,
    body: { session_id: UNKNOWN, site_id: SITE },
    wrong: {
      session_id: 1,
      site_id: 'one',
      page_views: -1,
      current_url: '/cart',
      active_time: 'a',
    },
  }),
  'validation_failed: with what is stored, more custom data than there is room for': async () => {
    const { session_id } = await openOne({ custom_data: { a: 'a'.repeat(3000) } });
    const custom_data = { b: 'b'.repeat(1500) };
    return fromPage('PUT', PATH, { session_id, site_id: SITE, custom_data });
  },
  session_not_found: () => fromPage('PUT', PATH, { session_id: UNKNOWN, site_id: SITE }),
  'session_not_found: of another site': async () => {
    const { session_id } = await openOne();
    const body = { session_id, site_id: OTHER_SITE };
    return exchange('PUT', PATH, { headers: asAdmin, body });
  },
  'session_ended: can be reopened': async () => {
    const session_id = await endOne();
    passMs(MINUTE_MS);
    return fromPage('PUT', PATH, { session_id, site_id: SITE, page_views: 8 });
  },
  'session_ended: idle for too long': async () => {
    const { session_id } = await openOne();
    passMs(31 * MINUTE_MS);
    return fromPage('PUT', PATH, { session_id, site_id: SITE });
  },
  'session_ended: final, by its record': async () => {
    const session_id = await finishOne();
    return fromPage('PUT', PATH, { session_id, site_id: SITE });
  },
  'unavailable: the object is out of reach': () =>
    exchange('PUT', PATH, {
      headers: asPage,
      body: { session_id: UNKNOWN, site_id: SITE },
      bindings: { VISITOR_SESSIONS: BROKEN_OBJECTS },
    }),
});
