import { exchange, golden } from './golden';
import { BROKEN_OBJECTS, FULL, refusalsOf } from './refusals';
import {
  asAdmin,
  asPage,
  endOne,
  finishOne,
  fromPage,
  fromServer,
  makeStage,
  OTHER_SITE,
  openOne,
  PATH,
  SITE,
  UNKNOWN,
} from './stage';

const LEAD = '00000000-0000-4000-8000-00000000c001';
const FOREIGN_LEAD = '00000000-0000-4000-8000-00000000c002';
const pathOf = (session_id: string) => `${PATH}/${session_id}/identify`;

/** A session of somebody with this address. */
async function openKnown(email: string) {
  const { session_id } = await openOne();
  await fromServer('POST', pathOf(session_id), { email });
  return session_id;
}

golden('identify', makeStage, {
  'by email, by a page': async () => {
    const { session_id } = await openOne();
    return fromPage('POST', pathOf(session_id), { site_id: SITE, email: ' Page@Example.com ' });
  },
  'by name and with a task, by a page': async () => {
    const { session_id } = await openOne();
    return fromPage('POST', pathOf(session_id), { name: 'Ada', phone: '+44 1', create_task: true });
  },
  'by the id of a lead, by a page': async () => {
    const { session_id } = await openOne();
    return fromPage('POST', pathOf(session_id), { lead_id: LEAD, email: 'claim@example.com' });
  },
  'a new lead with a task, by a server': async () => {
    const { session_id } = await openOne();
    return fromServer('POST', pathOf(session_id), {
      site_id: SITE,
      email: 'server@example.com',
      name: 'Bob',
      phone: '+44 2',
      create_task: true,
    });
  },
  'a known lead, by a server': async () => {
    const { session_id } = await openOne();
    return fromServer('POST', pathOf(session_id), { email: 'server@example.com' });
  },
  'again, with a task': async () => {
    const { session_id } = await openOne();
    const said = { email: 'again@example.com', create_task: true };
    await fromServer('POST', pathOf(session_id), said);
    return fromServer('POST', pathOf(session_id), said);
  },
  'another lead in place of the first, by a server': async () => {
    const session_id = await openKnown('first@example.com');
    return fromServer('POST', pathOf(session_id), { email: 'second@example.com', replace: true });
  },
  'by the operator': async () => {
    const { session_id } = await openOne();
    return exchange('POST', pathOf(session_id), {
      headers: asAdmin,
      body: { email: 'operator@example.com' },
    });
  },
  'by a form': async () => {
    const { session_id } = await openOne();
    return exchange('POST', pathOf(session_id), {
      headers: { ...asPage, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email: 'form@example.com', create_task: 'true' }),
    });
  },
  'by JSON as text/plain': async () => {
    const { session_id } = await openOne();
    return exchange('POST', pathOf(session_id), {
      headers: { ...asPage, 'content-type': 'text/plain' },
      body: JSON.stringify({ email: 'text@example.com' }),
    });
  },
  'in a session that was ended': async () =>
    fromPage('POST', pathOf(await endOne()), { email: 'ended@example.com' }),
  'in a final session that its record tells of': async () =>
    fromServer('POST', pathOf(await finishOne()), { email: 'final@example.com' }),
  ...refusalsOf({
    method: 'POST',
    path: pathOf(UNKNOWN),
    body: { email: 'nobody@example.com' },
    wrong: { lead_id: 'one', email: 'nobody', name: '', create_task: 'yes' },
  }),
  'validation_failed: no id in the path': () => fromPage('POST', pathOf('one'), { name: 'Ada' }),
  'rate_limited: a page, in identifying': () =>
    exchange('POST', pathOf(UNKNOWN), {
      headers: asPage,
      body: { site_id: SITE, name: 'Ada' },
      bindings: { IDENTIFIES_PER_CLIENT: FULL },
    }),
  'forbidden: a page that replaces': async () => {
    const { session_id } = await openOne();
    return fromPage('POST', pathOf(session_id), { name: 'Ada', replace: true });
  },
  session_not_found: () => fromServer('POST', pathOf(UNKNOWN), { name: 'Ada' }),
  'session_not_found: neither the site nor the session is known': () =>
    fromPage('POST', pathOf(UNKNOWN), { name: 'Ada' }),
  'session_not_found: of another site': async () => {
    const { session_id } = await openOne();
    const body = { site_id: OTHER_SITE, name: 'Ada' };
    return exchange('POST', pathOf(session_id), { headers: asAdmin, body });
  },
  'lead_not_found: of another site': async () => {
    const body = { site_id: OTHER_SITE };
    const elsewhere = await exchange('POST', PATH, { headers: asAdmin, body });
    const { data } = await elsewhere.response.json<{ data: { session_id: string } }>();
    await exchange('POST', pathOf(data.session_id), {
      headers: asAdmin,
      body: { lead_id: FOREIGN_LEAD },
    });
    const { session_id } = await openOne();
    return fromServer('POST', pathOf(session_id), { lead_id: FOREIGN_LEAD });
  },
  'lead_conflict: to a page': async () =>
    fromPage('POST', pathOf(await openKnown('mine@example.com')), { email: 'yours@example.com' }),
  'lead_conflict: to a server': async () =>
    fromServer('POST', pathOf(await openKnown('ours@example.com')), { email: 'their@example.com' }),
  'unavailable: the object is out of reach': () =>
    exchange('POST', pathOf(UNKNOWN), {
      headers: asPage,
      body: { site_id: SITE, name: 'Ada' },
      bindings: { VISITOR_SESSIONS: BROKEN_OBJECTS },
    }),
});
