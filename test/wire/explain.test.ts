import { passMs } from '../support/clock';
import { exchange, golden, type Sent } from './golden';
import { BROKEN_OBJECTS, refusalsOfCallers } from './refusals';
import {
  asAdmin,
  asPage,
  asServer,
  EVERYTHING,
  finishOne,
  fromServer,
  MINUTE_MS,
  makeStage,
  OTHER_SITE,
  openOne,
  SITE,
  UNKNOWN,
} from './stage';

const pathOf = (session_id: string, site_id = SITE) =>
  `/api/sessions/${session_id}/explain?site_id=${site_id}`;

golden('explain', makeStage, {
  'a live session': async () => fromServer('GET', pathOf((await openOne(EVERYTHING)).session_id)),
  'a session that has gone idle': async () => {
    const { session_id } = await openOne();
    passMs(31 * MINUTE_MS);
    return fromServer('GET', pathOf(session_id));
  },
  'a final session, from its record': async () =>
    fromServer('GET', pathOf(await finishOne(EVERYTHING))),
  'by the operator, who names no site': async () => {
    const { session_id } = await openOne();
    return exchange('GET', `/api/sessions/${session_id}/explain`, { headers: asAdmin });
  },
  ...refusalsOfCallers((site: string, sent: Sent) => exchange('GET', pathOf(UNKNOWN, site), sent)),
  'forbidden: to a page': async () =>
    exchange('GET', pathOf((await openOne()).session_id), { headers: asPage }),
  'validation_failed: no id': () => fromServer('GET', pathOf('one')),
  'validation_failed: a parameter that there is not': () =>
    fromServer('GET', `${pathOf(UNKNOWN)}&verbose=true`),
  session_not_found: () => fromServer('GET', pathOf(UNKNOWN)),
  'session_not_found: of another site': async () => {
    const { session_id } = await openOne();
    return exchange('GET', pathOf(session_id, OTHER_SITE), { headers: asAdmin });
  },
  'unavailable: the object is out of reach': () =>
    exchange('GET', pathOf(UNKNOWN), {
      headers: asServer(),
      bindings: { VISITOR_SESSIONS: BROKEN_OBJECTS },
    }),
});
