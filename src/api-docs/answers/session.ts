/** What the five endpoints and erasure answer. A type test holds these schemas to the types of the code. */
import * as z from 'zod';
import { CHANNELS } from '../../session/life/session';
import {
  anyFields,
  components,
  count,
  duration,
  flag,
  leadId,
  orNull,
  sessionId,
  siteId,
  text,
  time,
  uuid,
  visitorId,
} from './fields';

const UtmParamsSchema = z
  .object({
    source: orNull(text('Of `utm_source`; `null` where none was told.')),
    medium: orNull(text('Of `utm_medium`.')),
    campaign: orNull(text('Of `utm_campaign`.')),
    term: orNull(text('Of `utm_term`.')),
    content: orNull(text('Of `utm_content`.')),
    id: orNull(text('Of `utm_id`.')),
  })
  .describe('The campaign, in at most 256 characters each.');

const ClickIdSchema = z
  .object({
    type: text('The name of the parameter, such as `gclid`.'),
    value: text('The whole value.'),
  })
  .describe(
    'The click id of an ad or a link; `null` where there was none, and with `Sec-GPC` or `DNT`.',
  );

const DeviceSchema = z
  .object({
    type: orNull(text('Such as `desktop`, `mobile` or `tablet`, in lower case.')),
    os: z
      .object({
        name: orNull(text('Such as `macOS`.')),
        version: orNull(text('`null` where the browser tells a frozen one.')),
      })
      .describe('The operating system.'),
    screen_size: orNull(
      z
        .object({
          width: z.number().describe('In CSS pixels.'),
          height: z.number().describe('In CSS pixels.'),
        })
        .describe('The screen.'),
    ),
    pixel_ratio: orNull(z.number().describe('Device pixels in a CSS pixel.')),
    orientation: orNull(text('As the browser names it, such as `landscape-primary`.')),
    memory: orNull(z.number().describe('In GiB, as the browser rounds it.')),
    cpu_cores: orNull(count('Logical processors.')),
    touch_support: orNull(flag('Whether the screen takes touches.')),
  })
  .describe('What is known of the device; the rest is `null`.');

const BrowserSchema = z
  .object({
    name: orNull(text('Such as `Firefox`.')),
    version: orNull(text('As told.')),
    language: orNull(text('One BCP 47 tag, such as `de-DE`.')),
  })
  .describe('What is known of the browser; the rest is `null`.');

const LocationSchema = z
  .object({
    country: orNull(text('Two letters of ISO 3166-1, such as `DE`.')),
    region: orNull(text('A state or province.')),
    city: orNull(text('A city.')),
    timezone: orNull(text('An IANA name, such as `Europe/Berlin`.')),
  })
  .describe('Where the visitor is; what is not known is `null`.');

/** Without `session_url`, which depends on the host that is asked. */
const VIEW = {
  session_id: sessionId(),
  site_id: siteId(),
  visitor_id: visitorId(),
  fingerprint: orNull(text('As it was given; `null` with `Sec-GPC` or `DNT`.')),
  lead_id: orNull(leadId('Who the visitor is; `null` while nobody is known.')),
  identified_at: orNull(time('When the visitor was identified in this session.')),
  status: z
    .enum(['active', 'ended'])
    .describe('`ended` once it has ended, be it resumable or final.'),
  started_at: time('When it began.'),
  last_activity_at: time('The last that was heard of the visitor.'),
  expires_at: time('When it ends, or once ended when it becomes final, if nothing more is heard.'),
  ended_at: orNull(time('When it ended; after the idle timeout, the last activity.')),
  closed_at: orNull(time('The same as `ended_at`.')),
  ended_by: orNull(
    z
      .enum(['client', 'idle', 'max_length'])
      .describe('Who ended it: a message, the idle timeout, or the maximum length of 24 hours.'),
  ),
  exit_type: orNull(
    z
      .enum(['exit', 'bounce', 'timeout'])
      .describe(
        'As the end said; else `exit` if engaged, `bounce` if not, `timeout` if no end came.',
      ),
  ),
  exit_url: orNull(text('The address that the end told, in at most 2,048 characters.')),
  resumable_until: orNull(
    time('Until then it can be reopened; in the past when it is final; `null` while it is active.'),
  ),
  duration: duration('How long it has lasted, at most from `started_at` to `ended_at`.'),
  active_time: duration('How long a page of it was in the foreground, at most `duration`.'),
  idle_time: duration('`duration` less `active_time`.'),
  page_views: count('Pages viewed, in all.'),
  engaged: flag('10 s of active time, or two page views, or identified.'),
  landing_url: orNull(text('The first page, in at most 2,048 characters.')),
  landing_path: orNull(text('The path of `landing_url`.')),
  current_url: orNull(text('The page of the newest message about it.')),
  referrer: orNull(text('Where the visitor came from; `null` for a direct visit.')),
  referrer_host: orNull(text('The host of `referrer`, without port and `www.`.')),
  referrer_is_internal: flag('Whether `referrer` is the site itself, which is never a source.'),
  utm_params: UtmParamsSchema,
  click_id: orNull(ClickIdSchema),
  source: orNull(text('Such as `Google`, `news` or `Direct`; fixed when the session is opened.')),
  channel: orNull(
    z.enum(CHANNELS).describe("The kind of source, by the rules of GA4's channel groups."),
  ),
  device: DeviceSchema,
  browser: BrowserSchema,
  location: LocationSchema,
  consent: anyFields('What the visitor agreed to, as told; at most 4 KiB as JSON.'),
  custom_data: anyFields("The caller's own data, at most 4 KiB as JSON."),
  is_bot: flag('Bots are kept and marked; reports leave them out.'),
  bot_reason: orNull(
    text('`user_agent`, `no_user_agent` or `bot_management`; `null` if it is no bot.'),
  ),
  previous_session_id: orNull(sessionId('The session before this one.')),
  reopened_count: count('How often the visitor went and came back.'),
  ttl: count('Seconds (not ms) until `expires_at`; 0 once ended.'),
};
const session_url = text('Where to read it, at the host that was asked.');

const pages = z
  .array(
    z.object({
      path: text('In at most 256 characters.'),
      at: time('When it was first seen.'),
    }),
  )
  .max(50)
  .describe('The first 50 pages that the session has seen, each once.');

const LeadOfSessionSchema = z
  .object({
    id: leadId('The lead.'),
    email: orNull(text('`null` where none is known, and while D1 is down.')),
    name: orNull(text('`null` where none is known, and while D1 is down.')),
    status: orNull(
      z
        .enum(['new', 'contacted', 'qualified', 'converted', 'lost'])
        .describe('`null` while D1 is down.'),
    ),
  })
  .describe('Who the visitor is.')
  .register(components, { id: 'LeadOfSession' });

export const SessionSchema = z
  .object({ ...VIEW, session_url })
  .describe('A session. What is not known is `null`.')
  .register(components, { id: 'Session' });

export const OpenedSchema = SessionSchema.extend({
  is_new_session: flag('Of any number of creates with one id, exactly one is told `true`.'),
  reopened: flag('Whether the session had ended and goes on.'),
})
  .describe('A session that was opened, resumed or reopened.')
  .register(components, { id: 'OpenedSession' });

export const ReadSchema = SessionSchema.extend({
  pages: pages.optional().describe(`${pages.description} For callers with a key only.`),
  lead: LeadOfSessionSchema.nullable()
    .optional()
    .describe('Who the visitor is, or `null`. For callers with a key only.'),
})
  .describe('A session as it is now.')
  .register(components, { id: 'ReadSession' });

export const IdentifiedSchema = SessionSchema.extend({
  lead_id: leadId('Who the visitor is.'),
  identified_at: time('When the visitor was identified in this session.'),
  task_id: orNull(uuid('The follow-up of this lead and session; `null` where there is none.')),
  is_new_lead: flag(
    'Whether the lead was made by this call. For callers with a key only.',
  ).optional(),
})
  .describe('A session with its lead.')
  .register(components, { id: 'IdentifiedSession' });

export const ExplainedSchema = z
  .object({
    statements: z
      .array(
        z.object({
          about: z
            .enum(['began', 'source', 'engaged', 'bounced', 'reopened', 'ended', 'final', 'bot'])
            .describe('The question.'),
          value: z
            .union([z.string(), z.number(), z.boolean(), z.null()])
            .describe('The answer; a time in ms since the Unix epoch, `null` where there is none.'),
          because: z
            .array(z.string())
            .describe(
              'The reasons, in words that do not change: `opened`, `follows`; `utm_source`, `utm_medium`, `click_id`, `referrer`, `internal_referrer`; `active_time`, `page_views`, `identified`; `engaged`, `active`, `ended`, `not_engaged`; `opened_again`; `client`, `idle`, `max_length`, `late_end`; `live`, `ended`, `final`; and those of `bot_reason`.',
            ),
          text: text('The same for people; it may change.'),
        }),
      )
      .describe("One for each question, in the order of a session's life."),
    session: z
      .object({ ...VIEW, pages })
      .describe('The session, without its address.')
      .register(components, { id: 'ExplainedSession' }),
  })
  .describe('Why a session is as it is.')
  .register(components, { id: 'Explanation' });

export const ErasedSchema = z
  .object({ session_id: sessionId(), erased: z.literal(true).describe('It is gone.') })
  .describe('A session that was erased.')
  .register(components, { id: 'ErasedSession' });
