/** What the reports take: the site, the period, the filters, and what each adds to them. */
import * as z from 'zod';
import { PageSchema } from '../ids/page';
import { SiteIdSchema } from '../ids/uuid';
import { nameTimeZone } from '../time-zone';
import { DEFAULT_ROWS, MAX_ROWS } from './breakdown';
import { readDate } from './calendar';
import { FIELD_NAMES } from './fields';
import { FilterSchema } from './filters';
import { INTERVALS } from './intervals';
import { COMPARISONS, PERIOD_NAMES } from './period';

/** The last millisecond of the year 9999. */
export const MAX_INSTANT = 253_402_300_799_999;

/** Milliseconds since the epoch, or a date, which is read later: its zone may be the site's. */
const InstantSchema = z.string().transform((text, context): number | string => {
  if (/^\d{1,15}$/.test(text) && Number(text) <= MAX_INSTANT) return Number(text);
  if ((readDate(text) ?? -1) >= 0) return text;
  const message = 'Give ms since the epoch, or a date such as 2026-11-01.';
  context.issues.push({ code: 'custom', message, input: text });
  return z.NEVER;
});

const ZoneSchema = z
  .string()
  .max(64)
  .transform((text, context): string => {
    const name = nameTimeZone(text);
    if (name !== null) return name;
    const message = 'Give a name of the IANA time zone database, such as "Europe/Berlin".';
    context.issues.push({ code: 'custom', message, input: text });
    return z.NEVER;
  });

/** A parameter that is misspelt must not widen a report in silence. */
const Unknown = z.unknown().refine(() => false, 'There is no such parameter.');

const QuestionSchema = FilterSchema.extend({
  /** Needed with `ADMIN_KEY` only: a key is of one site. */
  site_id: SiteIdSchema.optional(),
  from: InstantSchema.optional(),
  to: InstantSchema.optional(),
  period: z.enum(PERIOD_NAMES).optional(),
  tz: ZoneSchema.optional(),
}).catchall(Unknown);
export type QuestionQuery = z.infer<typeof QuestionSchema>;

const IntervalSchema = z.enum(INTERVALS).optional();
const LimitSchema = z.coerce.number().int().min(1).max(MAX_ROWS).default(DEFAULT_ROWS);

/** Without a period: of all that are kept. */
export const SessionsSchema = QuestionSchema.extend({
  ...PageSchema.shape,
  total: z.enum(['true', 'false']).default('false'),
});

const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
/** Without a period: all that are kept. */
export const ExportSchema = QuestionSchema.extend({ format: z.enum(EXPORT_FORMATS) });

/** So many objects are asked at most. One request may make 1,000 calls. */
export const MOST_ASKED = 300;
/** There is no period but now. */
export const LiveSchema = FilterSchema.extend({
  site_id: SiteIdSchema.optional(),
  limit: z.coerce.number().int().min(1).max(MOST_ASKED).default(50),
}).catchall(Unknown);
export type LiveQuery = z.infer<typeof LiveSchema>;

export const SummarySchema = QuestionSchema.extend({
  compare: z.enum(COMPARISONS).default('none'),
});
export const TimeseriesSchema = QuestionSchema.extend({ interval: IntervalSchema });
export const BreakdownSchema = QuestionSchema.extend({
  by: z.enum(FIELD_NAMES),
  limit: LimitSchema,
});
export const OverviewSchema = QuestionSchema.extend({
  compare: z.enum(COMPARISONS).default('previous'),
  interval: IntervalSchema,
  limit: LimitSchema,
});
