/** What is answered of visitors, leads, tasks, and sessions in lists. */
import * as z from 'zod';
import { LeadStatusSchema, TaskStatusSchema } from '../../leads/schema';
import { CHANNELS } from '../../session/life/session';
import {
  components,
  count,
  duration,
  flag,
  leadId,
  next,
  orNull,
  sessionId,
  siteId,
  text,
  time,
  uuid,
  visitorId,
} from './fields';

export const ListedSessionSchema = z
  .object({
    session_id: sessionId(),
    site_id: siteId(),
    visitor_id: visitorId(),
    lead_id: orNull(leadId('Who the visitor is; `null` while nobody is known.')),
    status: z.enum(['active', 'ended']).describe('`ended` once it has ended.'),
    identified_at: orNull(time('When the visitor was identified in this session.')),
    started_at: time('When it began.'),
    last_activity_at: time('The last that the record knows of.'),
    ended_at: orNull(time('When it ended.')),
    ended_by: orNull(z.enum(['client', 'idle', 'max_length']).describe('Who ended it.')),
    exit_type: orNull(z.enum(['exit', 'bounce', 'timeout']).describe('How it ended.')),
    duration: duration('How long it lasted, as far as the record knows.'),
    active_time: duration('How long a page of it was in the foreground.'),
    page_views: count('Pages viewed, in all.'),
    engaged: flag('10 s of active time, or two page views, or identified.'),
    reopened_count: count('How often the visitor went and came back.'),
    is_bot: flag('Whether it is taken for a bot.'),
    device_type: orNull(text('The type of the device.')),
    os: orNull(text('The name of the operating system.')),
    browser: orNull(text('The name of the browser.')),
    language: orNull(text('One BCP 47 tag.')),
    country: orNull(text('Two letters of ISO 3166-1.')),
    region: orNull(text('A state or province.')),
    city: orNull(text('A city.')),
    source: orNull(text('Where the visitor came from. Letters beyond ASCII in lower case.')),
    channel: orNull(z.enum(CHANNELS).describe('The kind of source.')),
    referrer_host: orNull(text('The host of the page before.')),
    utm_source: orNull(text('Letters beyond ASCII in lower case.')),
    utm_medium: orNull(text('Letters beyond ASCII in lower case.')),
    utm_campaign: orNull(text('Letters beyond ASCII in lower case.')),
    utm_term: orNull(text('Letters beyond ASCII in lower case.')),
    utm_content: orNull(text('Letters beyond ASCII in lower case.')),
    entry_page: orNull(text('The path of the landing page.')),
    exit_page: orNull(text('The path of the exit, else of the current page.')),
  })
  .describe(
    'A session in a list: the fields that are counted, from D1. The numbers of an active session may be as old as its idle timeout.',
  )
  .register(components, { id: 'ListedSession' });

const sessions = z.array(ListedSessionSchema).describe('The newest first.');

export const ListedSessionsSchema = z
  .object({ sessions, next: next() })
  .describe('A page of sessions.')
  .register(components, { id: 'ListedSessions' });

export const SessionListSchema = z
  .object({
    sessions,
    next: next(),
    total: count('How many there are on all pages. With `total=true` only.').optional(),
  })
  .describe('A page of sessions, and how many there are.')
  .register(components, { id: 'SessionList' });

export const LeadSchema = z
  .object({
    lead_id: leadId('The lead.'),
    site_id: siteId(),
    email: orNull(text('In lower case, at most 254 characters.')),
    name: orNull(text('At most 256 characters.')),
    phone: orNull(text('At most 64 characters.')),
    status: LeadStatusSchema.describe('The API sets `new`; your servers set the others.'),
    known_by: z.enum(['email', 'name', 'lead_id']).describe('By what the lead was made.'),
    email_is_claimed: flag('Whether only a browser has named the email: take it for a claim.'),
    created_at: time('When it was made.'),
    updated_at: time('When it was last changed.'),
  })
  .describe('A person whom the site knows.')
  .register(components, { id: 'Lead' });

export const LeadListSchema = z
  .object({ leads: z.array(LeadSchema).describe('The newest first.'), next: next() })
  .describe('A page of leads.')
  .register(components, { id: 'LeadList' });

export const TaskSchema = z
  .object({
    task_id: uuid('The task.'),
    site_id: siteId(),
    lead_id: leadId('For whom.'),
    session_id: sessionId('The session in which the lead was identified.'),
    status: TaskStatusSchema.describe('The API sets `pending`; your servers set the others.'),
    created_at: time('When it was made.'),
  })
  .describe('A follow-up to do for a lead.')
  .register(components, { id: 'Task' });

export const TaskListSchema = z
  .object({ tasks: z.array(TaskSchema).describe('The newest first.'), next: next() })
  .describe('A page of tasks.')
  .register(components, { id: 'TaskList' });

export const VisitorSchema = z
  .object({
    visitor_id: visitorId(),
    site_id: siteId(),
    first_seen_at: time('When the first session began.'),
    last_seen_at: time('The last activity that D1 knows of.'),
    sessions: count('How many D1 has, those of bots too.'),
    totals: z
      .object({
        page_views: count('Over all sessions.'),
        duration: duration('Over all sessions.'),
        active_time: duration('Over all sessions.'),
      })
      .describe("Sums over the visitor's sessions."),
    lead: LeadSchema.nullable().describe('The lead that the next session gets, or `null`.'),
  })
  .describe('What is known of a visitor.')
  .register(components, { id: 'Visitor' });

export const ErasedVisitorSchema = z
  .object({ visitor_id: visitorId(), erased_sessions: count('Sessions that this call erased.') })
  .describe('A visitor who was erased.')
  .register(components, { id: 'ErasedVisitor' });
