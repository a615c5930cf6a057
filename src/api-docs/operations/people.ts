/** Visitors, leads and tasks. */
import {
  ChangeLeadSchema,
  ChangeTaskSchema,
  LeadParamsSchema,
  ListLeadsSchema,
  ListTasksSchema,
  OfSiteSchema,
  PageOfSiteSchema,
  TaskParamsSchema,
} from '../../leads/schema';
import {
  ListVisitorSessionsSchema,
  ReadVisitorSchema,
  VisitorParamsSchema,
  VisitorQuerySchema,
} from '../../visitors/schema';
import {
  ErasedVisitorSchema,
  LeadListSchema,
  LeadSchema,
  ListedSessionsSchema,
  TaskListSchema,
  TaskSchema,
  VisitorSchema,
} from '../answers/people';
import { IDS, LEAD, LISTED, SESSION, TASK } from '../examples';
import { describe, type Operation } from '../operation';
import { PAGE_WORDS, SITE_WORD } from './words';

const visitorParams = describe(VisitorParamsSchema, { visitor_id: 'The visitor.' });
const leadParams = describe(LeadParamsSchema, { lead_id: 'The lead.' });
const taskParams = describe(TaskParamsSchema, { task_id: 'The task.' });
const ofSite = describe(OfSiteSchema, { site_id: SITE_WORD });
const query = { site_id: IDS.SITE };
const listed = { sessions: [LISTED], next: null };

export const peopleOperations: Operation[] = [
  {
    id: 'getVisitor',
    method: 'GET',
    path: '/api/visitors/{visitor_id}',
    tag: 'Visitors',
    summary: 'Read a visitor',
    description:
      'What D1 knows of a visitor: when they came, what their sessions come to, and who they are.',
    caller: 'read',
    params: visitorParams,
    query: describe(ReadVisitorSchema, { site_id: SITE_WORD }),
    answers: {
      200: {
        about: 'The visitor.',
        data: VisitorSchema,
        example: {
          visitor_id: IDS.VISITOR,
          site_id: IDS.SITE,
          first_seen_at: SESSION.started_at,
          last_seen_at: SESSION.started_at,
          sessions: 1,
          totals: { page_views: 1, duration: 0, active_time: 0 },
          lead: LEAD,
        },
      },
    },
    failures: ['visitor_not_found'],
    example: { params: { visitor_id: '$VISITOR' }, query },
  },
  {
    id: 'listVisitorSessions',
    method: 'GET',
    path: '/api/visitors/{visitor_id}/sessions',
    tag: 'Visitors',
    summary: "List a visitor's sessions",
    description: 'The newest first, from D1.',
    caller: 'read',
    params: visitorParams,
    query: describe(ListVisitorSessionsSchema, { site_id: SITE_WORD, ...PAGE_WORDS }),
    answers: { 200: { about: 'A page of sessions.', data: ListedSessionsSchema, example: listed } },
    failures: ['visitor_not_found'],
    example: { params: { visitor_id: '$VISITOR' }, query: { ...query, limit: '10' } },
  },
  {
    id: 'eraseVisitor',
    method: 'DELETE',
    path: '/api/visitors/{visitor_id}',
    tag: 'Visitors',
    summary: 'Erase a visitor',
    description:
      "Erases the visitor's sessions, their tasks, and every lead that is nobody else's. Safe to repeat. A 503 with this in its message means that a part is erased; repeat the call for the rest.",
    caller: 'write',
    params: visitorParams,
    query: describe(VisitorQuerySchema, { site_id: 'The site.' }),
    answers: {
      200: {
        about: 'Nothing is left.',
        data: ErasedVisitorSchema,
        example: { visitor_id: IDS.VISITOR, erased_sessions: 1 },
      },
    },
    failures: [],
    example: { params: { visitor_id: '$VISITOR' }, query },
  },
  {
    id: 'listLeads',
    method: 'GET',
    path: '/api/leads',
    tag: 'Leads',
    summary: 'List or search leads',
    description:
      'The newest first. A parameter that there is not is refused, so that a misspelt filter does not show everyone.',
    caller: 'read',
    query: describe(ListLeadsSchema, {
      site_id: SITE_WORD,
      ...PAGE_WORDS,
      q: 'A part of the email or the name, in any case. Absent: all.',
      status: 'Only leads with this status. Absent: all.',
    }),
    answers: {
      200: {
        about: 'A page of leads.',
        data: LeadListSchema,
        example: { leads: [LEAD], next: null },
      },
    },
    failures: [],
    example: { query: { ...query, q: 'ann', limit: '1' } },
  },
  {
    id: 'getLead',
    method: 'GET',
    path: '/api/leads/{lead_id}',
    tag: 'Leads',
    summary: 'Read a lead',
    description: 'Who a visitor said they are.',
    caller: 'read',
    params: leadParams,
    query: ofSite,
    answers: { 200: { about: 'The lead.', data: LeadSchema, example: LEAD } },
    failures: ['lead_not_found'],
    example: { params: { lead_id: '$LEAD' }, query },
  },
  {
    id: 'updateLead',
    method: 'PATCH',
    path: '/api/leads/{lead_id}',
    tag: 'Leads',
    summary: 'Change a lead',
    description: 'At least one of its fields; what is not named stays.',
    caller: 'write',
    params: leadParams,
    query: ofSite,
    body: describe(ChangeLeadSchema, {
      status: 'The new status. Absent: unchanged.',
      name: 'Trimmed; `null` removes it. Absent: unchanged.',
      phone: 'Trimmed; `null` removes it. Absent: unchanged.',
    }),
    answers: {
      200: { about: 'The lead.', data: LeadSchema, example: { ...LEAD, status: 'contacted' } },
    },
    failures: ['lead_not_found'],
    example: {
      params: { lead_id: '$LEAD' },
      query,
      body: { status: 'contacted', phone: '+49 30 1234' },
    },
  },
  {
    id: 'listLeadSessions',
    method: 'GET',
    path: '/api/leads/{lead_id}/sessions',
    tag: 'Leads',
    summary: "List a lead's sessions",
    description:
      'The newest first, from D1; of at most 1,000 visitors, those who were identified last.',
    caller: 'read',
    params: leadParams,
    query: describe(PageOfSiteSchema, { site_id: SITE_WORD, ...PAGE_WORDS }),
    answers: { 200: { about: 'A page of sessions.', data: ListedSessionsSchema, example: listed } },
    failures: ['lead_not_found'],
    example: { params: { lead_id: '$LEAD' }, query: { ...query, limit: '10' } },
  },
  {
    id: 'listTasks',
    method: 'GET',
    path: '/api/tasks',
    tag: 'Tasks',
    summary: 'List tasks',
    description:
      'The newest first. A parameter that there is not is refused, so that a misspelt filter does not show all.',
    caller: 'read',
    query: describe(ListTasksSchema, {
      site_id: SITE_WORD,
      ...PAGE_WORDS,
      status: 'Only tasks with this status. Absent: all.',
      lead_id: 'Only tasks of this lead. Absent: all.',
    }),
    answers: {
      200: {
        about: 'A page of tasks.',
        data: TaskListSchema,
        example: { tasks: [TASK], next: null },
      },
    },
    failures: [],
    example: { query: { ...query, status: 'pending' } },
  },
  {
    id: 'updateTask',
    method: 'PATCH',
    path: '/api/tasks/{task_id}',
    tag: 'Tasks',
    summary: 'Change a task',
    description: 'Its status, in any order.',
    caller: 'write',
    params: taskParams,
    query: ofSite,
    body: describe(ChangeTaskSchema, { status: 'The new status.' }),
    answers: {
      200: { about: 'The task.', data: TaskSchema, example: { ...TASK, status: 'completed' } },
    },
    failures: ['task_not_found'],
    example: { params: { task_id: '$TASK' }, query, body: { status: 'completed' } },
  },
];
