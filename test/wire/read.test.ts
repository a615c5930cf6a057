import { passMs } from '../support/clock';
import { exchange, golden, type Sent } from './golden';
import { BROKEN_DATABASE, BROKEN_OBJECTS, refusalsOfCallers } from './refusals';
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
  UNKNOWN,
} from './stage';

const queryOf = (session_id: string, site_id = SITE) =>
  `${PATH}?session_id=${session_id}&site_id=${site_id}`;

async function openKnown(email: string) {
  const { session_id } = await openOne();
  const body = { site_id: SITE, email, name: 'Ada' };
  await fromServer('POST', `${PATH}/${session_id}/identify`, body);
  return session_id;
}

golden('read', makeStage, {
  'a live session, by a page': async () => {
    const { session_id } = await openOne(EVERYTHING);
    passMs(MINUTE_MS);
    return fromPage('GET', queryOf(session_id));
  },
  'a live session without a lead, by a server': async () =>
    fromServer('GET', queryOf((await openOne()).session_id)),
  'a live session with a lead, by a server': async () =>
    fromServer('GET', queryOf(await openKnown('ada@example.com'))),
  'a live session with a lead, by a page': async () =>
    fromPage('GET', queryOf(await openKnown('eve@example.com'))),
  'a live session with a lead, by a server while the database is down': async () => {
    const session_id = await openKnown('bob@example.com');
    return exchange('GET', queryOf(session_id), {
      headers: asServer(),
      bindings: { DB: BROKEN_DATABASE },
    });
  },
  'a session that was ended': async () => fromPage('GET', queryOf(await endOne())),
  'a session that has gone idle': async () => {
    const { session_id } = await openOne();
    passMs(31 * MINUTE_MS);
    return fromPage('GET', queryOf(session_id));
  },
  'a final session, from its record': async () =>
    fromServer('GET', queryOf(await finishOne(EVERYTHING))),
  'by the operator': async () =>
    exchange('GET', queryOf((await openOne()).session_id), { headers: asAdmin }),
  'without its body': async () => fromPage('HEAD', queryOf((await openOne()).session_id)),
  ...refusalsOfCallers((site: string, sent: Sent) => exchange('GET', queryOf(UNKNOWN, site), sent)),
  'validation_failed: nothing told': () => fromPage('GET', PATH),
  'validation_failed: no ids': () => fromPage('GET', queryOf('one', '')),
  'validation_failed: two sites': () => fromPage('GET', `${queryOf(UNKNOWN)}&site_id=${SITE}`),
  session_not_found: () => fromPage('GET', queryOf(UNKNOWN)),
  'session_not_found: of another site': async () => {
    const { session_id } = await openOne();
    return exchange('GET', queryOf(session_id, OTHER_SITE), { headers: asAdmin });
  },
  'unavailable: the object is out of reach': () =>
    exchange('GET', queryOf(UNKNOWN), {
      headers: asPage,
      bindings: { VISITOR_SESSIONS: BROKEN_OBJECTS },
    }),
});
