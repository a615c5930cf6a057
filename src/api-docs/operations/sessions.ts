/** The five endpoints, erasure, and why a session is as it is. */
import {
  ErasedSchema,
  ExplainedSchema,
  IdentifiedSchema,
  OpenedSchema,
  ReadSchema,
  SessionSchema,
} from '../answers/session';
import { ENDED, IDENTIFIED, IDS, SESSION, SHOWN, UPDATED } from '../examples';
import type { Operation } from '../operation';
import { END, EXPLAIN_QUERY, IDENTIFY, OPEN, READ, SESSION_PARAMS, UPDATE } from './session-words';

const PATH = '/api/visitors/session';
const of = { session_id: '$SESSION', site_id: IDS.SITE };
const opened = { ...SHOWN, is_new_session: true, reopened: false };

export const sessionOperations: Operation[] = [
  {
    id: 'createSession',
    method: 'POST',
    path: PATH,
    tag: 'Sessions',
    summary: 'Create or resume a session',
    description:
      'Opens a session of a site. With the `id` of a live session it is resumed; with that of an ended one that is still resumable it is reopened; with that of a final one a new session follows, with a new id and `previous_session_id`.\n\nWhat the caller leaves out is filled in from the request, field by field. A value over its limit is refused, not cut; only the address of a page is shortened.\n\nResuming is activity: `url` becomes `current_url`, the totals grow, `consent` and `custom_data` are merged, and the other fields keep what the session was opened with. A create that is repeated unchanged, `sent_at` included, begins nothing.\n\nOf any number of concurrent creates with one `id`, exactly one is told `is_new_session: true`.',
    caller: 'page',
    body: OPEN,
    takesForms: true,
    answers: {
      200: {
        about: 'A session that there was: resumed, or reopened (`reopened: true`).',
        data: OpenedSchema,
        example: { ...opened, is_new_session: false },
      },
      201: { about: 'A new session.', data: OpenedSchema, example: opened },
    },
    failures: ['forbidden', 'session_conflict'],
    example: {
      body: {
        site_id: IDS.SITE,
        url: 'https://shop.example/?utm_source=news',
        referrer: 'https://search.example/',
        device: { type: 'desktop', os: 'macOS', screen_size: '1440x900' },
      },
    },
  },
  {
    id: 'getSession',
    method: 'GET',
    path: PATH,
    tag: 'Sessions',
    summary: 'Read a session',
    description:
      'Always the newest acknowledged state, from anywhere. Reading is never activity. A session whose idle timeout is over reads as ended, even if its alarm has not run. A caller with a key also gets `pages` and `lead`.',
    caller: 'page',
    query: READ,
    answers: { 200: { about: 'The session.', data: ReadSchema, example: SHOWN } },
    failures: ['session_not_found'],
    example: { query: of },
  },
  {
    id: 'updateSession',
    method: 'PUT',
    path: PATH,
    tag: 'Sessions',
    summary: 'Report activity',
    description:
      'Numbers are totals, so that a repeated, reordered or lost message does no harm. A session that has ended answers 409 `session_ended`, unless the message tells of activity up to its end: then it is merged and answered 200.',
    caller: 'page',
    body: UPDATE,
    takesForms: true,
    answers: { 200: { about: 'The session.', data: SessionSchema, example: UPDATED } },
    failures: ['forbidden', 'session_not_found', 'session_ended'],
    example: {
      body: {
        ...of,
        current_url: 'https://shop.example/shoes',
        page_views: 2,
        custom_data: { cart: 3 },
      },
    },
  },
  {
    id: 'endSession',
    method: 'POST',
    path: `${PATH}/end`,
    tag: 'Sessions',
    summary: 'End a session',
    description:
      'Takes what `navigator.sendBeacon` sends. The first end stands; a repeat answers 200 with it. An end that was sent before activity that is known already is merged and closes nothing. A late end refines the record of a session that time has ended. An end from a page may overtake the create before it: for an id made within the last day it waits one second for that create.',
    caller: 'page',
    body: END,
    takesForms: true,
    answers: { 200: { about: 'The session.', data: SessionSchema, example: ENDED } },
    failures: ['forbidden', 'session_not_found'],
    example: {
      body: { session_id: '$SESSION', exit_url: 'https://shop.example/bye', exit_type: 'exit' },
    },
  },
  {
    id: 'identifySession',
    method: 'POST',
    path: `${PATH}/{session_id}/identify`,
    tag: 'Sessions',
    summary: 'Say who the visitor is',
    description:
      "Finds or makes the lead, by at least one of `lead_id`, `email` and `name`, and gives it to the session and to the visitor's other sessions without one. Allowed in every state of the session; it is not activity. Details that the lead has are never changed. A page's call waits for its create as an end does.",
    caller: 'page',
    params: SESSION_PARAMS,
    body: IDENTIFY,
    takesForms: true,
    answers: {
      200: { about: 'The session with its lead.', data: IdentifiedSchema, example: IDENTIFIED },
    },
    failures: ['forbidden', 'session_not_found', 'lead_not_found', 'lead_conflict'],
    example: {
      params: { session_id: '$SESSION' },
      body: { site_id: IDS.SITE, email: 'Ann@Example.com', name: 'Ann', create_task: true },
    },
  },
  {
    id: 'eraseSession',
    method: 'DELETE',
    path: PATH,
    tag: 'Sessions',
    summary: 'Erase a session',
    description:
      'Forgets the session, with its record and its tasks. Its id alone is kept for three days, so that a late write brings nothing back.',
    caller: 'write',
    query: READ,
    answers: {
      200: {
        about: 'It is gone.',
        data: ErasedSchema,
        example: { session_id: IDS.SESSION, erased: true },
      },
    },
    failures: ['session_not_found'],
    example: { query: of },
  },
  {
    id: 'explainSession',
    method: 'GET',
    path: '/api/sessions/{session_id}/explain',
    tag: 'Sessions',
    summary: 'Explain a session',
    description:
      'Why it is as it is: engaged, a bounce, reopened, ended; in words and in values, by the same rules that decide.',
    caller: 'read',
    params: SESSION_PARAMS,
    query: EXPLAIN_QUERY,
    answers: {
      200: {
        about: 'The reasons, and the session.',
        data: ExplainedSchema,
        example: {
          statements: [
            {
              about: 'engaged',
              value: true,
              because: ['page_views'],
              text: 'It is engaged: 2 page views (2 are enough).',
            },
          ],
          session: { ...SESSION, pages: [{ path: '/', at: SESSION.started_at }] },
        },
      },
    },
    failures: ['session_not_found'],
    example: { params: { session_id: '$SESSION' }, query: { site_id: IDS.SITE } },
  },
];
