/** What the bench of reports asks, and how long it may take. */

/** In ms. */
export type Limits = { hundredThousand: number; million?: number };
export type BenchQuestion = { name: string; path: string; limits: Limits };

const WHOLE: Limits = { hundredThousand: 250, million: 2000 };
const TENTH: Limits = { hundredThousand: 150, million: 800 };
/** One session of ten has it. */
const FILTER = 'os=Android';
const FIELDS = [
  ...[
    'status',
    'engaged',
    'identified',
    'exit_type',
    'ended_by',
    'is_bot',
    'visitor_id',
    'lead_id',
  ],
  ...['country', 'region', 'city', 'device_type', 'os', 'browser', 'language', 'source', 'channel'],
  ...['referrer_host', 'utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'],
  ...['entry_page', 'exit_page', 'new_visitor'],
];
const REPORTS = [
  ['summary', 'summary?period=30d'],
  ['summary, compared with the year before', 'summary?period=30d&compare=year'],
  ...['hour', 'day', 'week', 'month'].map((interval) => [
    `timeseries by ${interval}`,
    `timeseries?period=30d&interval=${interval}`,
  ]),
  ...FIELDS.map((field) => [`breakdown by ${field}`, `breakdown?period=30d&by=${field}`]),
] as const;

export const QUESTIONS: BenchQuestion[] = [
  ...REPORTS.map(([name, query]) => ({
    name: name ?? '',
    path: `/api/reports/${query}`,
    limits: WHOLE,
  })),
  ...REPORTS.map(([name, query]) => ({
    name: `a tenth: ${name}`,
    path: `/api/reports/${query}&${FILTER}`,
    limits: TENTH,
  })),
  { name: 'overview', path: '/api/reports/overview?period=30d', limits: { hundredThousand: 1200 } },
];

const PAGE: Limits = { hundredThousand: 20, million: 20 };
export const LIST: BenchQuestion[] = [
  { name: 'list, the first page', path: '/api/sessions?limit=50', limits: PAGE },
  { name: 'list, a page of 200', path: '/api/sessions?limit=200', limits: PAGE },
  { name: 'list, of a tenth', path: `/api/sessions?limit=50&${FILTER}`, limits: PAGE },
];

/** `ours`: a path; `theirs`: a name in `UMAMI_QUESTIONS`. */
export const SIDE_BY_SIDE = [
  { name: 'summary', ours: '/api/reports/summary?tz=UTC', theirs: 'summary' },
  { name: 'sessions by hour', ours: '/api/reports/timeseries?interval=hour', theirs: 'hours' },
  { name: 'by country', ours: '/api/reports/breakdown?by=country', theirs: 'country' },
  { name: 'by referrer', ours: '/api/reports/breakdown?by=referrer_host', theirs: 'referrer_host' },
];
