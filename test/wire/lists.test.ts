import { makeKey } from '../api';
import { passMs } from '../support/clock';
import { recordWhen } from '../support/stored';
import { type Cases, exchange, golden, type Sent } from './golden';
import { BROKEN_DATABASE, refusalsOfBodies } from './refusals';
import {
  asAdmin,
  asForeignServer,
  asPage,
  asServer,
  dataOf,
  EVERYTHING,
  fromServer,
  MINUTE_MS,
  makeStage,
  openOne,
  PATH,
  SITE,
  UNKNOWN,
} from './stage';

const LEAD = '00000000-0000-4000-8000-00000000c001';
const OTHER_LEAD = '00000000-0000-4000-8000-00000000c002';
const VISITOR = '00000000-0000-4000-8000-00000000b001';
const ofSite = (path: string) => `${path}${path.includes('?') ? '&' : '?'}site_id=${SITE}`;

/** Two leads, one with a task and two sessions, the first of which is over. */
async function makePeople(): Promise<void> {
  await makeStage();
  const { session_id } = await openOne({ visitor_id: VISITOR, ...EVERYTHING, fingerprint: null });
  const identified = await fromServer('POST', `${PATH}/${session_id}/identify`, {
    lead_id: LEAD,
    email: 'ann@example.com',
    name: 'Ann',
    phone: '+49 1',
    create_task: true,
  });
  task.id = (await identified.response.json<{ data: { task_id: string } }>()).data.task_id;
  passMs(MINUTE_MS);
  await dataOf(await fromServer('POST', `${PATH}/end`, { session_id, exit_type: 'exit' }));
  await recordWhen(session_id, ({ ended_at }) => ended_at !== null);
  const later = await openOne({ visitor_id: VISITOR });
  await recordWhen(later.session_id, ({ lead_id }) => lead_id !== null);
  const other = await openOne();
  await fromServer('POST', `${PATH}/${other.session_id}/identify`, {
    lead_id: OTHER_LEAD,
    name: 'Bob',
  });
}
const task = { id: '' };

/** Who may not ask. */
const refusals = (method: string, path: string, body?: Sent['body']): Cases => {
  const scope = method === 'GET' ? 'write' : 'read';
  const send = (headers: Record<string, string>, asked = path, bindings?: Sent['bindings']) =>
    exchange(method, asked, { headers, ...(body && { body }), ...(bindings && { bindings }) });
  return {
    'unauthorized: no key': () => send({}),
    'unauthorized: a wrong key': () => send({ 'x-api-key': 'wrong' }),
    'wrong_site: the key is of another one': () => send(asForeignServer(), ofSite(path)),
    'forbidden: to a page': () => send(asPage, ofSite(path)),
    [`forbidden: to a key with the scope ${scope}`]: async () =>
      send({ 'x-api-key': (await makeKey(SITE, scope)).key }),
    'validation_failed: the operator names no site': () => send(asAdmin),
    'validation_failed: an unknown filter': () => send(asServer(), `${path}?where=here`),
    'unavailable: the database is down': () => send(asServer(), path, { DB: BROKEN_DATABASE }),
  };
};

golden('leads', makePeople, {
  listed: () => fromServer('GET', '/api/leads'),
  'listed for the operator': () =>
    exchange('GET', ofSite('/api/leads?limit=1'), { headers: asAdmin }),
  'listed by a search': () => fromServer('GET', '/api/leads?q=EXAMPLE&status=new'),
  'listed, and none is found': () => fromServer('GET', '/api/leads?status=lost'),
  ...refusals('GET', '/api/leads'),
  'validation_failed: several filters': () =>
    fromServer('GET', '/api/leads?status=open&limit=0&after=x&q='),
});

golden('leads-one', () => Promise.resolve(), {
  read: () => fromServer('GET', `/api/leads/${LEAD}`),
  changed: () => {
    passMs(MINUTE_MS);
    return fromServer('PATCH', `/api/leads/${LEAD}`, { status: 'contacted', phone: null });
  },
  'its sessions': () => fromServer('GET', `/api/leads/${LEAD}/sessions`),
  'a page of its sessions': () => fromServer('GET', `/api/leads/${LEAD}/sessions?limit=1`),
  'read: lead_not_found': () => fromServer('GET', `/api/leads/${UNKNOWN}`),
  'read: lead_not_found, of another site': () =>
    exchange('GET', `/api/leads/${LEAD}`, { headers: asForeignServer() }),
  'changed: lead_not_found': () =>
    fromServer('PATCH', `/api/leads/${UNKNOWN}`, { status: 'contacted' }),
  'its sessions: lead_not_found': () => fromServer('GET', `/api/leads/${UNKNOWN}/sessions`),
  'read: validation_failed': () => fromServer('GET', '/api/leads/one'),
  ...refusals('PATCH', `/api/leads/${LEAD}`, { status: 'contacted' }),
  ...refusalsOfBodies(
    {
      method: 'PATCH',
      path: ofSite(`/api/leads/${LEAD}`),
      body: { status: 'contacted' },
      wrong: { status: 'open', name: '', phone: 1 },
    },
    { origin: asPage.origin, ...asAdmin },
  ),
});

golden('tasks', () => Promise.resolve(), {
  listed: () => fromServer('GET', '/api/tasks'),
  'listed by filters': () => fromServer('GET', `/api/tasks?status=failed&lead_id=${LEAD}`),
  changed: () => fromServer('PATCH', `/api/tasks/${task.id}`, { status: 'completed' }),
  'changed: task_not_found': () =>
    fromServer('PATCH', `/api/tasks/${UNKNOWN}`, { status: 'completed' }),
  'changed: validation_failed': () =>
    fromServer('PATCH', `/api/tasks/${UNKNOWN}`, { status: 'done' }),
  ...refusals('GET', '/api/tasks'),
  'validation_failed: several filters': () =>
    fromServer('GET', '/api/tasks?status=open&lead_id=one'),
});

golden('visitors', () => Promise.resolve(), {
  read: () => fromServer('GET', `/api/visitors/${VISITOR}`),
  'their sessions': () => fromServer('GET', `/api/visitors/${VISITOR}/sessions`),
  'read: visitor_not_found': () => fromServer('GET', `/api/visitors/${UNKNOWN}`),
  'their sessions: visitor_not_found': () => fromServer('GET', `/api/visitors/${UNKNOWN}/sessions`),
  'their sessions: validation_failed': () =>
    fromServer('GET', `/api/visitors/${VISITOR}/sessions?limit=1000`),
  ...refusals('GET', `/api/visitors/${VISITOR}`),
});
