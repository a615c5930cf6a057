/** Questions over many sessions, and sessions one by one. */
import type * as z from 'zod';
import {
  BreakdownSchema as BreakdownQuery,
  ExportSchema as ExportQuery,
  LiveSchema as LiveQuery,
  MAX_INSTANT,
  OverviewSchema as OverviewQuery,
  SessionsSchema as SessionsQuery,
  SummarySchema as SummaryQuery,
  TimeseriesSchema as TimeseriesQuery,
} from '../../reports/schema';
import { SessionListSchema } from '../answers/people';
import {
  BreakdownSchema,
  LiveSchema,
  OverviewSchema,
  SummarySchema,
  TimeseriesSchema,
} from '../answers/reports';
import { BREAKDOWN, IDS, LISTED, SUMMARY, TIMESERIES } from '../examples';
import type { Described, Operation, Words } from '../operation';
import { FILTER_WORDS } from './filters';
import { PAGE_WORDS, SITE_WORD } from './words';

/** `from` and `to`. */
const INSTANT = {
  anyOf: [
    { type: 'integer', minimum: 0, maximum: MAX_INSTANT },
    { type: 'string', format: 'date' },
  ],
};

const QUESTION: Words = {
  site_id: SITE_WORD,
  from: {
    about:
      'The period begins: ms since the Unix epoch, or a date such as `2026-11-01`, which is its midnight in `tz`. Absent: `period`.',
    as: INSTANT,
  },
  to: {
    about: 'The period ends, and this is not in it: as `from`, and later. Absent: now.',
    as: INSTANT,
  },
  period:
    'Instead of `from` and `to`: whole days or months, the present one among them. Absent: `from` and `to`, else `30d`.',
  tz: 'The IANA name of the time zone in which days, weeks (from Monday) and months begin. Absent: that of the site.',
  ...FILTER_WORDS,
};

/** Words for what the question and all others have in common, and for what is its own. */
function ask(schema: z.ZodObject, words: Words = {}): Described {
  const common = Object.entries(QUESTION).filter(([name]) => name in schema.shape);
  return { schema, words: { ...Object.fromEntries(common), ...words } };
}

const COMPARE =
  '`previous`: the equally long time before, whole months with as many months, whole days with as many days; `year`: the same dates a year before.';
const INTERVAL =
  'At most 10,000 points. Absent: hours for up to two days, days for up to 93, else months.';
const query = { site_id: IDS.SITE, period: '7d' };

export const reportOperations: Operation[] = [
  {
    id: 'listSessions',
    method: 'GET',
    path: '/api/sessions',
    tag: 'Reports',
    summary: 'List sessions',
    description:
      'The newest first, from D1, by any filters. A full page has a `next`, and the page after it may be empty: nobody looks whether more follow, so that a page reads only what it shows.',
    caller: 'read',
    query: ask(SessionsQuery, {
      ...PAGE_WORDS,
      period:
        'Instead of `from` and `to`: whole days or months, the present one among them. Absent: `from` and `to`, else all that are kept.',
      total: '`true`: also how many there are on all pages, which reads all of them.',
    }),
    answers: {
      200: {
        about: 'A page of sessions.',
        data: SessionListSchema,
        example: { sessions: [LISTED], next: null },
      },
    },
    failures: [],
    example: { query: { ...query, channel: '!Direct', limit: '10' } },
  },
  {
    id: 'listLiveSessions',
    method: 'GET',
    path: '/api/sessions/live',
    tag: 'Reports',
    summary: 'Who is here now',
    description:
      'The sessions that are open and whose last activity is less than 5 minutes ago.\n\nEach open session is asked for its newest state, up to 300 of them, and none notices; of more, those whose last sign of life in D1 is the newest. A session that cannot be reached is shown as D1 has it.\n\nFilters are asked of the newest state; of sessions beyond those 300, of what D1 has. An answer reads the rows of the last 24 hours: ask every five seconds, not more often.',
    caller: 'read',
    query: ask(LiveQuery, { limit: 'How many sessions, at most; all are counted.' }),
    answers: {
      200: {
        about: 'The sessions, and counts.',
        data: LiveSchema,
        example: {
          count: 1,
          exact: true,
          sessions: [{ ...LISTED, current_page: '/shoes' }],
          pages: [{ value: '/shoes', count: 1 }],
          countries: [{ value: 'DE', count: 1 }],
          sources: [{ value: 'news', count: 1 }],
        },
      },
    },
    failures: [],
    example: { query: { site_id: IDS.SITE, limit: '10' } },
  },
  {
    id: 'exportSessions',
    method: 'GET',
    path: '/api/export/sessions',
    tag: 'Reports',
    summary: 'Export sessions',
    description:
      'A file of all sessions that match, the newest first. It ends at the moment at which it begins: a session that starts meanwhile is not in it. Once the answer is on its way an error breaks the connection: a client that reports this has no whole file.\n\nEach session has the fields of a listed one, and `utm_id`, `click_id_type`, `click_id`, `referrer`, `referrer_is_internal`, `landing_url`, `current_url`, `exit_url`, `os_version`, `browser_version`, `timezone`, `screen_width`, `screen_height`, `pixel_ratio`, `orientation`, `memory`, `cpu_cores`, `touch_support`, `bot_reason`, `fingerprint`, `previous_session_id`, `consent`, `custom_data` and `pages` (`path` and `at` of each page seen).\n\nIn CSV the first line has the names, what is missing is empty, `consent`, `custom_data` and `pages` are JSON, and text that a spreadsheet would run as a formula has an apostrophe before it.',
    caller: 'read',
    query: ask(ExportQuery, {
      period:
        'Instead of `from` and `to`: whole days or months, the present one among them. Absent: `from` and `to`, else all that are kept.',
      format: '`csv`: RFC 4180, UTF-8. `ndjson`: a JSON object a line.',
    }),
    answers: {
      200: {
        about: 'The file.',
        media: ['text/csv', 'application/x-ndjson'],
        headers: { 'Content-Disposition': 'The name of the file, with the day.' },
      },
    },
    failures: [],
    example: { query: { ...query, format: 'csv' } },
  },
  {
    id: 'getSummary',
    method: 'GET',
    path: '/api/reports/summary',
    tag: 'Reports',
    summary: 'The numbers of a period',
    description: 'And of a period to compare it with.',
    caller: 'read',
    takesShares: true,
    query: ask(SummaryQuery, { compare: COMPARE }),
    answers: { 200: { about: 'The numbers.', data: SummarySchema, example: SUMMARY } },
    failures: [],
    example: { query: { ...query, compare: 'previous' } },
  },
  {
    id: 'getTimeseries',
    method: 'GET',
    path: '/api/reports/timeseries',
    tag: 'Reports',
    summary: 'The numbers by hour, day, week or month',
    description:
      'Right across daylight saving: an hour that comes twice is two points, and a day whose midnight is left out begins when the clock is set.',
    caller: 'read',
    takesShares: true,
    query: ask(TimeseriesQuery, { interval: INTERVAL }),
    answers: { 200: { about: 'The points.', data: TimeseriesSchema, example: TIMESERIES } },
    failures: [],
    example: { query: { ...query, interval: 'day' } },
  },
  {
    id: 'getBreakdown',
    method: 'GET',
    path: '/api/reports/breakdown',
    tag: 'Reports',
    summary: 'The numbers by the values of a field',
    description:
      'A missing value is a row of its own. Values that differ by case only are one row where the filter takes any case. The rows and `other` sum to the summary, but for visitors, of whom one may be in two.',
    caller: 'read',
    takesShares: true,
    query: ask(BreakdownQuery, {
      by: 'The field.',
      limit: 'The most rows; what is left is in `other`.',
    }),
    answers: { 200: { about: 'The rows.', data: BreakdownSchema, example: BREAKDOWN } },
    failures: [],
    example: { query: { ...query, by: 'source', limit: '10' } },
  },
  {
    id: 'getOverview',
    method: 'GET',
    path: '/api/reports/overview',
    tag: 'Reports',
    summary: 'All reports in one answer',
    description: 'What a dashboard opens with; all of it is about the same moment.',
    caller: 'read',
    takesShares: true,
    query: ask(OverviewQuery, {
      compare: COMPARE,
      interval: INTERVAL,
      limit: 'The most rows of each breakdown.',
    }),
    answers: {
      200: {
        about: 'Summary, timeseries and eight breakdowns.',
        data: OverviewSchema,
        example: { summary: SUMMARY, timeseries: TIMESERIES, breakdowns: { source: BREAKDOWN } },
      },
    },
    failures: [],
    example: { query },
  },
];
