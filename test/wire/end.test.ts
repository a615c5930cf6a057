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

const END = `${PATH}/end`;

golden('end', makeStage, {
  'all that a page can tell': async () => {
    const { session_id } = await openOne(EVERYTHING);
    passMs(5 * MINUTE_MS);
    return fromPage('POST', END, {
      session_id,
      site_id: SITE,
      exit_url: 'https://shop.example/bye',
      exit_type: 'exit',
      duration: 4 * MINUTE_MS,
      page_views: 3,
      active_time: 90_000,
      consent: { analytics: null, ads: false },
      custom_data: { plan: null, seen: ['shoes'] },
      sent_at: NOON + 5 * MINUTE_MS,
    });
  },
  'nothing but the session: a bounce': async () => {
    const { session_id } = await openOne();
    passMs(1000);
    return fromPage('POST', END, { session_id });
  },
  'by a server': async () => {
    const { session_id } = await openOne({ page_views: 2 });
    passMs(MINUTE_MS);
    return fromServer('POST', END, { session_id });
  },
  'by the operator, who names only the session': async () => {
    const { session_id } = await openOne();
    return exchange('POST', END, { headers: asAdmin, body: { session_id } });
  },
  'by a form': async () => {
    const { session_id } = await openOne();
    passMs(MINUTE_MS);
    return exchange('POST', END, {
      headers: { ...asPage, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ session_id, exit_type: 'timeout', duration: '30000' }),
    });
  },
  'by a beacon: JSON as text/plain': async () => {
    const { session_id } = await openOne();
    passMs(MINUTE_MS);
    return exchange('POST', END, {
      headers: { ...asPage, 'content-type': 'text/plain;charset=UTF-8' },
      body: JSON.stringify({ session_id, exit_url: 'https://shop.example/cart' }),
    });
  },
  'again: the first end stands': async () => {
    const session_id = await endOne();
    passMs(MINUTE_MS);
    const exit_url = 'https://shop.example/later';
    return fromPage('POST', END, { session_id, exit_url, exit_type: 'timeout' });
  },
  'late, after a timeout': async () => {
    const { session_id } = await openOne();
    passMs(31 * MINUTE_MS);
    const exit_url = 'https://shop.example/bye';
    return fromPage('POST', END, { session_id, exit_url, exit_type: 'exit' });
  },
  'stale: sent before what is known already': async () => {
    const { session_id } = await openOne({ sent_at: NOON });
    passMs(MINUTE_MS);
    const sent_at = NOON + MINUTE_MS;
    await fromPage('PUT', PATH, { session_id, site_id: SITE, page_views: 2, sent_at });
    return fromPage('POST', END, { session_id, sent_at: NOON + 1000, active_time: 5000 });
  },
  'again, of a final session that its record tells of': async () =>
    fromPage('POST', END, { session_id: await finishOne(), site_id: SITE }),
  'more custom data than there is room for, of which none is taken': async () => {
    const { session_id } = await openOne({ custom_data: { a: 'a'.repeat(3000) } });
    return fromPage('POST', END, { session_id, custom_data: { b: 'b'.repeat(1500) } });
  },
  'more consent than there is room for, of which none is taken': async () => {
    const { session_id } = await openOne({ consent: { a: 'a'.repeat(3000) } });
    return fromPage('POST', END, { session_id, consent: { b: 'b'.repeat(1500) } });
  },
  ...refusalsOf({
    method: 'POST',
    path: END,
    body: { session_id: UNKNOWN },
    wrong: { session_id: 1, exit_type: 'gone', duration: -1, exit_url: '/cart' },
  }),
  session_not_found: () => fromServer('POST', END, { session_id: UNKNOWN }),
  'session_not_found: neither the site nor the session is known': () =>
    fromPage('POST', END, { session_id: UNKNOWN }),
  'session_not_found: of another site': async () => {
    const { session_id } = await openOne();
    const body = { session_id, site_id: OTHER_SITE };
    return exchange('POST', END, { headers: asAdmin, body });
  },
  'unavailable: the object that knows the site is out of reach': () =>
    exchange('POST', END, {
      headers: asPage,
      body: { session_id: UNKNOWN },
      bindings: { VISITOR_SESSIONS: BROKEN_OBJECTS },
    }),
});
