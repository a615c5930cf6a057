/** What the pages of a site send, as the bench plays it. */
import type autocannon from 'autocannon';
import type { Service } from '../rig/serve.ts';
import { sendBurst } from './load.ts';

/** A Worker in the bench, and the sessions it has open. */
export type Contender = {
  service: Service;
  /** Of its workerd. */
  pid: number;
  siteId: string;
  sessionIds: string[];
  /** The session that is next in turn. */
  turn: number;
};

export type Operation = {
  name: string;
  /** At least this share of the floor's rate. */
  floorShare: number;
  /** Requests in a burst, for every session of the bench. */
  perSession: number;
  /** How much of a burst the naive designs get, so that theirs, which is slower, takes no longer. */
  naiveShare: number;
  /** Bursts of each Worker in every start: those that count, in four starts a multiple of 4, and those before them. */
  rounds: number;
  warmUps: number;
  /** Sessions to be open beforehand, for every session of the bench and round. */
  opens: 'once' | 'every round' | 'none';
  /** Requests that belong together. */
  length: number;
  /** Ours writes records to D1 after the answers. */
  projects: boolean;
  /** Roughly what a burst takes, with all that is waited for, beside those of the others: tells how much time is left. */
  weight: number;
  requests: (on: Contender) => autocannon.Request[];
};

const PATH = '/api/visitors/session';
const UPDATES = 10;
const HEADERS = {
  'content-type': 'text/plain;charset=UTF-8',
  origin: 'https://shop.example',
  'accept-language': 'en-GB,en;q=0.9',
  'user-agent':
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
};

/** Counters only grow, so that every message changes something. */
let counter = 0;
function nextCount(): number {
  counter += 1;
  return counter;
}

const createBody = ({ siteId }: Contender) => ({
  site_id: siteId,
  url: 'https://shop.example/shoes?utm_source=news&utm_medium=email',
  referrer: 'https://search.example/',
  device: { screen_size: '1440x900', pixel_ratio: 2 },
  sent_at: Date.now(),
});
const updateBody = ({ siteId }: Contender, session_id: string) => {
  const count = nextCount();
  return {
    session_id,
    site_id: siteId,
    current_url: `https://shop.example/shoes/${count % 100}`,
    page_views: count,
    active_time: count,
    sent_at: Date.now(),
  };
};
const endBody = ({ siteId }: Contender, session_id: string) => {
  const count = nextCount();
  return {
    session_id,
    site_id: siteId,
    exit_url: 'https://shop.example/bye',
    page_views: count,
    active_time: count,
    duration: 60_000,
    sent_at: Date.now(),
  };
};

type Method = 'POST' | 'PUT';

function send(method: Method, path: string, body: (context: object) => object): autocannon.Request {
  return {
    method,
    path,
    headers: HEADERS,
    setupRequest: (request, context) => ({ ...request, body: JSON.stringify(body(context)) }),
  };
}

function nextId(on: Contender): string {
  on.turn += 1;
  return on.sessionIds[on.turn % on.sessionIds.length] ?? '';
}

function idOf(body: string): string {
  return /"session_id":"([^"]+)"/.exec(body)?.[1] ?? '';
}

const create = (on: Contender, opened: (id: string, context: object) => void) => ({
  ...send('POST', PATH, () => createBody(on)),
  onResponse: (_status: number, body: string, context: object) => opened(idOf(body), context),
});
/** The session that the connection's own create has opened. */
const ownId = (context: object) => String('id' in context ? context.id : '');

export const WHOLE_VISIT: Operation = {
  name: 'session',
  floorShare: 0.65,
  perSession: (UPDATES + 2) / 4,
  naiveShare: 1,
  rounds: 4,
  warmUps: 1,
  opens: 'none',
  length: UPDATES + 2,
  projects: true,
  weight: 4,
  requests: (on) => [
    create(on, (id, context) => Object.assign(context, { id })),
    ...Array.from({ length: UPDATES }, () =>
      send('PUT', PATH, (context) => updateBody(on, ownId(context))),
    ),
    send('POST', `${PATH}/end`, (context) => endBody(on, ownId(context))),
  ],
};

export const OPERATIONS: Operation[] = [
  {
    name: 'create',
    floorShare: 0.65,
    perSession: 0.25,
    naiveShare: 1,
    rounds: 4,
    warmUps: 1,
    opens: 'none',
    length: 1,
    projects: true,
    weight: 2,
    requests: (on) => [create(on, () => undefined)],
  },
  {
    name: 'update',
    floorShare: 0.75,
    perSession: 1,
    naiveShare: 0.25,
    rounds: 8,
    warmUps: 2,
    opens: 'once',
    length: 1,
    projects: false,
    weight: 1,
    requests: (on) => [send('PUT', PATH, () => updateBody(on, nextId(on)))],
  },
  {
    name: 'read',
    floorShare: 0.75,
    perSession: 2,
    naiveShare: 0.25,
    rounds: 8,
    warmUps: 2,
    opens: 'once',
    length: 1,
    projects: false,
    weight: 1,
    requests: (on) => [
      {
        method: 'GET',
        headers: HEADERS,
        setupRequest: (request) => ({
          ...request,
          path: `${PATH}?session_id=${nextId(on)}&site_id=${on.siteId}`,
        }),
      },
    ],
  },
  {
    name: 'end',
    floorShare: 0.65,
    // A round has to be over before its first objects go to rest, 10 s after they were asked last.
    perSession: 0.4,
    naiveShare: 1,
    rounds: 2,
    warmUps: 1,
    opens: 'every round',
    length: 1,
    projects: true,
    weight: 7,
    requests: (on) => [send('POST', `${PATH}/end`, () => endBody(on, nextId(on)))],
  },
  WHOLE_VISIT,
];

/** As a quick run has it: many rounds of short bursts, of whole sessions no more than a request for every session. */
export function quicken(operation: Operation): Operation {
  const perSession = operation.length > 1 ? 1 : operation.perSession;
  return { ...operation, perSession, rounds: 6, warmUps: 2 };
}

/** Opens sessions for the requests that follow. */
export async function openSessions(on: Contender, count: number, connections: number) {
  const ids: string[] = [];
  await sendBurst(on.service.url, [create(on, (id) => ids.push(id))], count, connections);
  on.sessionIds = ids;
}
