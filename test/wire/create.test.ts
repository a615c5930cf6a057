import { passMs } from '../support/clock';
import { exchange, golden } from './golden';
import { BROKEN_OBJECTS, refusalsOf } from './refusals';
import {
  asAdmin,
  asPage,
  asServer,
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
} from './stage';

const GOOGLEBOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
const BERLIN = { country: 'DE', region: 'Berlin', city: 'Berlin', timezone: 'Europe/Berlin' };
const CHOSEN = '00000000-0000-4000-8000-00000000a001';
const TAKEN = '00000000-0000-4000-8000-00000000a002';
const VISITOR = '00000000-0000-4000-8000-00000000b001';
const PREVIOUS = '00000000-0000-4000-8000-00000000a000';

golden('create', makeStage, {
  'a new session, of a page that tells everything': () =>
    fromPage('POST', PATH, { site_id: SITE, ...EVERYTHING }),
  'a new session, of a page that tells nothing': () =>
    exchange('POST', PATH, {
      headers: { ...asPage, 'accept-language': 'de-DE,de;q=0.9' },
      cf: BERLIN,
      body: { site_id: SITE },
    }),
  'a new session under an id, for a visitor and after a session that the page knows': () =>
    fromPage('POST', PATH, {
      site_id: SITE,
      id: CHOSEN,
      visitor_id: VISITOR,
      previous_session_id: PREVIOUS,
      url: 'https://shop.example/?utm_source=news&utm_medium=email',
      sent_at: 2_080_123_199_000,
    }),
  'a new session, by a server': () =>
    fromServer('POST', PATH, { site_id: SITE, url: 'https://shop.example/' }),
  'a new session, by the operator': () =>
    exchange('POST', PATH, { headers: asAdmin, body: { site_id: SITE } }),
  'a new session, by a form': () =>
    exchange('POST', PATH, {
      headers: { ...asPage, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        site_id: SITE,
        utm_source: 'news',
        page_views: '2',
        device: '{"type":"tablet","touch_points":5}',
        custom_data: '{"plan":"pro"}',
      }),
    }),
  'a new session, by JSON as text/plain': () =>
    exchange('POST', PATH, {
      headers: { ...asPage, 'content-type': 'text/plain;charset=UTF-8' },
      body: JSON.stringify({ site_id: SITE, referrer: 'https://search.example/' }),
    }),
  'a new session of somebody who asks for privacy': () =>
    exchange('POST', PATH, {
      headers: { ...asPage, 'sec-gpc': '1' },
      cf: BERLIN,
      body: { site_id: SITE, fingerprint: 'f-1', visitor_id: VISITOR },
    }),
  'a new session of a bot': () =>
    exchange('POST', PATH, {
      headers: { ...asPage, 'user-agent': GOOGLEBOT },
      body: { site_id: SITE },
    }),
  resumed: async () => {
    const { session_id } = await openOne();
    passMs(MINUTE_MS);
    return fromPage('POST', PATH, {
      site_id: SITE,
      id: session_id,
      url: 'https://shop.example/shoes',
      page_views: 3,
      active_time: 20_000,
    });
  },
  reopened: async () => {
    const id = await endOne();
    passMs(MINUTE_MS);
    return fromPage('POST', PATH, { site_id: SITE, id });
  },
  'the session that follows a final one': async () => {
    const id = await finishOne();
    return fromPage('POST', PATH, { site_id: SITE, id, page_views: 9 });
  },
  ...refusalsOf({
    method: 'POST',
    path: PATH,
    body: { site_id: SITE },
    wrong: { site_id: 'one', device: { memory: -1 }, url: 'ftp://shop.example', sent_at: 1 },
  }),
  'validation_failed: with what is stored, more custom data than there is room for': async () => {
    const { session_id: id } = await openOne({ custom_data: { a: 'a'.repeat(3000) } });
    return fromPage('POST', PATH, { site_id: SITE, id, custom_data: { b: 'b'.repeat(1500) } });
  },
  'validation_failed: with what is stored, more consent than there is room for': async () => {
    const { session_id: id } = await openOne({ consent: { a: 'a'.repeat(3000) } });
    return fromPage('POST', PATH, { site_id: SITE, id, consent: { b: 'b'.repeat(1500) } });
  },
  session_conflict: async () => {
    await exchange('POST', PATH, { headers: asAdmin, body: { site_id: OTHER_SITE, id: TAKEN } });
    return exchange('POST', PATH, { headers: asServer(), body: { site_id: SITE, id: TAKEN } });
  },
  'unavailable: the object is out of reach': () =>
    exchange('POST', PATH, {
      headers: asPage,
      body: { site_id: SITE },
      bindings: { VISITOR_SESSIONS: BROKEN_OBJECTS },
    }),
});
