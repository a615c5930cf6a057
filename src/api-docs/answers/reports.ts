/** What the reports answer. */
import * as z from 'zod';
import { FIELD_NAMES } from '../../reports/fields';
import { INTERVALS } from '../../reports/intervals';
import { components, count, flag, instant, orNull, text } from './fields';
import { ListedSessionSchema } from './people';

const MEASURES = {
  sessions: count('Those that started in the period and match the filters.'),
  visitors: count('Distinct visitors among them, exact.'),
  new_visitors: count('Visitors whose first session at the site is among them.'),
  page_views: count('The sum of their page views.'),
  engaged: count('Engaged sessions.'),
  bounced: count('Sessions that ended and were not engaged.'),
  identified: count('Sessions with a lead.'),
};
const MeasuresSchema = z
  .object(MEASURES)
  .describe('What is counted of a group of sessions.')
  .register(components, { id: 'Measures' });

const rate = (about: string) =>
  z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe(`${about} A fraction of 1; \`null\` where nothing was counted.`);
const lengths = (about: string) =>
  z
    .object({
      mean: orNull(count('In ms; `null` where no session has ended.')),
      median: orNull(count('In ms; `null` where no session has ended.')),
    })
    .describe(about);

const NUMBERS = {
  from: instant('The period begins; it is in it.'),
  to: instant('The period ends; it is not in it.'),
  tz: text('The IANA name of the time zone.'),
  ...MEASURES,
  engagement_rate: rate('Engaged sessions among all.'),
  bounce_rate: rate('Bounced sessions among the ended ones.'),
  conversion_rate: rate('Sessions with a lead among all.'),
  new_leads: count('Leads made in the period, whatever the filters.'),
  duration: lengths('How long ended sessions lasted.'),
  active_time: lengths('How long pages of ended sessions were in the foreground.'),
};
const NumbersSchema = z
  .object(NUMBERS)
  .describe('The numbers of a period.')
  .register(components, { id: 'Numbers' });

export const SummarySchema = z
  .object({
    ...NUMBERS,
    compare: NumbersSchema.nullable().describe(
      'The same of the other period; `null` with `compare=none`.',
    ),
  })
  .describe('The numbers of a period, and of one to compare it with.')
  .register(components, { id: 'Summary' });

export const TimeseriesSchema = z
  .object({
    interval: z.enum(INTERVALS).describe('How long each interval is.'),
    points: z
      .array(
        z.object({
          at: instant(
            'The interval begins. The first may begin before `from`, and counts from `from`.',
          ),
          ...MEASURES,
        }),
      )
      .describe('One for each interval, in order, of empty ones too.'),
  })
  .describe('The numbers of each interval of a period.')
  .register(components, { id: 'Timeseries' });

export const BreakdownSchema = z
  .object({
    by: z.enum(FIELD_NAMES).describe('The field.'),
    rows: z
      .array(
        z.object({
          value: z
            .union([z.string(), z.boolean(), z.null()])
            .describe('`null` where the value is missing.'),
          ...MEASURES,
        }),
      )
      .describe('By sessions, the most first, then by value.'),
    other: MeasuresSchema.nullable().describe(
      'All other values together; `null` where there is none.',
    ),
  })
  .describe('The numbers by the values of a field.')
  .register(components, { id: 'Breakdown' });

export const OverviewSchema = z
  .object({
    summary: SummarySchema,
    timeseries: TimeseriesSchema,
    breakdowns: z
      .record(z.string(), BreakdownSchema)
      .describe(
        'By name: `channel`, `source`, `entry_page`, `exit_page`, `country`, `device_type`, `browser`, `os`.',
      ),
  })
  .describe('All reports of a period in one answer.')
  .register(components, { id: 'Overview' });

const tallied = (of: string) =>
  z
    .array(
      z.object({
        value: z.string().nullable().describe('`null` where it is missing.'),
        count: count('Sessions with it.'),
      }),
    )
    .describe(`${of} of all, also of those that \`limit\` leaves out, the most first.`);

export const LiveSchema = z
  .object({
    count: count('Sessions that are here now.'),
    exact: flag(
      'Whether all open sessions were asked; `false` beyond 300, and then the count may be too low.',
    ),
    sessions: z
      .array(
        ListedSessionSchema.extend({
          current_page: orNull(text('The path of the page that the visitor is on.')),
        })
          .describe('A session in a list, with its page.')
          .register(components, { id: 'LiveSession' }),
      )
      .describe('Who was active last comes first.'),
    pages: tallied('By `current_page`:'),
    countries: tallied('By `country`:'),
    sources: tallied('By `source`:'),
  })
  .describe('Who is here now.')
  .register(components, { id: 'Live' });
