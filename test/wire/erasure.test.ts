import { exchange, golden, type Sent } from './golden';
import { BROKEN_OBJECTS, refusalsOfCallers, refusalsOfLimits } from './refusals';
import {
  asAdmin,
  asPage,
  asServer,
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

const sessionPath = (session_id: string, site_id = SITE) =>
  `${PATH}?session_id=${session_id}&site_id=${site_id}`;
const visitorPath = (visitor_id: string, site_id = SITE) =>
  `/api/visitors/${visitor_id}?site_id=${site_id}`;

const session = (site: string, sent: Sent) => exchange('DELETE', sessionPath(UNKNOWN, site), sent);
const visitor = (site: string, sent: Sent) => exchange('DELETE', visitorPath(UNKNOWN, site), sent);

golden('erase-session', makeStage, {
  'a live session, by a server': async () =>
    fromServer('DELETE', sessionPath((await openOne()).session_id)),
  'a final session, by the operator': async () =>
    exchange('DELETE', sessionPath(await finishOne()), { headers: asAdmin }),
  ...refusalsOfCallers(session),
  ...refusalsOfLimits(session),
  'validation_failed: nothing told': () => fromServer('DELETE', PATH),
  'forbidden: to a page': () => fromPage('DELETE', sessionPath(UNKNOWN)),
  session_not_found: () => fromServer('DELETE', sessionPath(UNKNOWN)),
  'session_not_found: of another site': async () => {
    const { session_id } = await openOne();
    return exchange('DELETE', sessionPath(session_id, OTHER_SITE), { headers: asAdmin });
  },
  'unavailable: the object is out of reach': () =>
    exchange('DELETE', sessionPath(UNKNOWN), {
      headers: asServer(),
      bindings: { VISITOR_SESSIONS: BROKEN_OBJECTS },
    }),
});

golden('erase-visitor', () => Promise.resolve(), {
  'with two sessions, by a server': async () => {
    const { visitor_id } = await openOne();
    await openOne({ visitor_id });
    return fromServer('DELETE', visitorPath(visitor_id));
  },
  'whom nobody knows, by the operator': () =>
    exchange('DELETE', visitorPath(UNKNOWN), { headers: asAdmin }),
  ...refusalsOfCallers(visitor),
  ...refusalsOfLimits(visitor),
  'validation_failed: no id': () => fromServer('DELETE', visitorPath('one')),
  'validation_failed: no site': () => fromServer('DELETE', `/api/visitors/${UNKNOWN}`),
  'forbidden: to a page': () => fromPage('DELETE', visitorPath(UNKNOWN)),
  'unavailable: an object is out of reach': async () => {
    const { visitor_id } = await openOne();
    return exchange('DELETE', visitorPath(visitor_id), {
      headers: { ...asPage, ...asServer() },
      bindings: { VISITOR_SESSIONS: BROKEN_OBJECTS },
    });
  },
});
