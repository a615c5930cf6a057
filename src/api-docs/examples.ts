/** Things that examples show: one shop, one visit, one person. */
export const IDS = {
  SITE: '5eed0000-0000-4000-8000-000000000001',
  SESSION: '01a20a16-7c9d-7b52-9a51-0c6f1d2e3f40',
  VISITOR: '7fb332d6-52a1-4d9e-8c37-2b1f0e9d8c7b',
  LEAD: '68c23397-0d0c-4f0e-9d5a-3a3f8b7a2c11',
  TASK: 'e993f100-4b5d-4e6f-8a7b-9c0d1e2f3a4b',
  KEY: '58d8b5fc-1a2b-4c3d-8e4f-5a6b7c8d9e0f',
  SHARE: '7c1e9a40-3b5d-4f6a-9b8c-1d2e3f4a5b6c',
} as const;

const BEGAN = 1_795_465_603_105;
export const LATER = BEGAN + 915;
const EXPIRES = BEGAN + 30 * 60 * 1000;

export const SESSION = {
  session_id: IDS.SESSION,
  site_id: IDS.SITE,
  visitor_id: IDS.VISITOR,
  fingerprint: null,
  lead_id: null,
  identified_at: null,
  status: 'active',
  started_at: BEGAN,
  last_activity_at: BEGAN,
  expires_at: EXPIRES,
  ended_at: null,
  closed_at: null,
  ended_by: null,
  exit_type: null,
  exit_url: null,
  resumable_until: null,
  duration: 0,
  active_time: 0,
  idle_time: 0,
  page_views: 1,
  engaged: false,
  landing_url: 'https://shop.example/?utm_source=news',
  landing_path: '/',
  current_url: 'https://shop.example/?utm_source=news',
  referrer: 'https://search.example/',
  referrer_host: 'search.example',
  referrer_is_internal: false,
  utm_params: {
    source: 'news',
    medium: null,
    campaign: null,
    term: null,
    content: null,
    id: null,
  },
  click_id: null,
  source: 'news',
  channel: 'Other',
  device: {
    type: 'desktop',
    os: { name: 'macOS', version: null },
    screen_size: { width: 1440, height: 900 },
    pixel_ratio: null,
    orientation: null,
    memory: null,
    cpu_cores: null,
    touch_support: null,
  },
  browser: { name: null, version: null, language: null },
  location: { country: 'DE', region: 'Berlin', city: 'Berlin', timezone: 'Europe/Berlin' },
  consent: {},
  custom_data: {},
  is_bot: true,
  bot_reason: 'user_agent',
  previous_session_id: null,
  reopened_count: 0,
  ttl: 1800,
};
const session_url = `http://localhost:8787/api/visitors/session?session_id=${IDS.SESSION}&site_id=${IDS.SITE}`;
export const SHOWN = { ...SESSION, session_url };

export const UPDATED = {
  ...SHOWN,
  page_views: 2,
  engaged: true,
  current_url: 'https://shop.example/shoes',
  custom_data: { cart: 3 },
};
export const IDENTIFIED = {
  ...UPDATED,
  lead_id: IDS.LEAD,
  identified_at: LATER,
  task_id: IDS.TASK,
};
export const ENDED = {
  ...UPDATED,
  status: 'ended',
  ended_at: LATER,
  closed_at: LATER,
  ended_by: 'client',
  exit_type: 'exit',
  exit_url: 'https://shop.example/bye',
  resumable_until: EXPIRES,
  duration: 915,
  idle_time: 915,
  ttl: 0,
};

export const LEAD = {
  lead_id: IDS.LEAD,
  site_id: IDS.SITE,
  email: 'ann@example.com',
  email_is_claimed: false,
  name: 'Ann',
  phone: null,
  status: 'new',
  known_by: 'email',
  created_at: LATER,
  updated_at: LATER,
};
export const TASK = {
  task_id: IDS.TASK,
  site_id: IDS.SITE,
  lead_id: IDS.LEAD,
  session_id: IDS.SESSION,
  status: 'pending',
  created_at: LATER,
};
export const LISTED = {
  session_id: IDS.SESSION,
  site_id: IDS.SITE,
  visitor_id: IDS.VISITOR,
  lead_id: IDS.LEAD,
  status: 'active',
  identified_at: LATER,
  started_at: BEGAN,
  last_activity_at: BEGAN,
  ended_at: null,
  ended_by: null,
  exit_type: null,
  duration: 0,
  active_time: 0,
  page_views: 1,
  engaged: true,
  reopened_count: 0,
  is_bot: false,
  device_type: 'desktop',
  os: 'macOS',
  browser: 'Firefox',
  language: 'de-DE',
  country: 'DE',
  region: 'Berlin',
  city: 'Berlin',
  source: 'news',
  channel: 'Other',
  referrer_host: 'search.example',
  utm_source: 'news',
  utm_medium: null,
  utm_campaign: null,
  utm_term: null,
  utm_content: null,
  entry_page: '/',
  exit_page: '/',
};

export const SITE_OF_EXAMPLE = {
  site_id: IDS.SITE,
  name: 'Shop',
  allowed_origins: ['https://shop.example'],
  idle_timeout_ms: 1_800_000,
  respect_gpc: true,
  url_query: 'safe',
  retention_days: 395,
  timezone: 'UTC',
  proxy_address_header: null,
  proxy_country_header: null,
  created_at: BEGAN,
  updated_at: BEGAN,
};
export const KEY_OF_EXAMPLE = {
  key_id: IDS.KEY,
  site_id: IDS.SITE,
  name: 'backend',
  scope: 'all',
  created_at: BEGAN,
};

export const MEASURES = {
  sessions: 5,
  visitors: 4,
  new_visitors: 4,
  page_views: 10,
  engaged: 2,
  bounced: 2,
  identified: 2,
};
export const SUMMARY = {
  from: 1_795_993_200_000,
  to: 1_796_079_600_000,
  tz: 'Europe/Berlin',
  ...MEASURES,
  engagement_rate: 0.4,
  bounce_rate: 0.5,
  conversion_rate: 0.4,
  new_leads: 1,
  duration: { mean: 61_220, median: 8_100 },
  active_time: { mean: 20_310, median: 6_400 },
  compare: null,
};
export const TIMESERIES = {
  interval: 'day',
  points: [{ at: 1_795_993_200_000, ...MEASURES }],
};
export const BREAKDOWN = {
  by: 'source',
  rows: [
    { value: 'Direct', ...MEASURES, sessions: 3, visitors: 3 },
    { value: null, ...MEASURES, sessions: 2, visitors: 2 },
  ],
  other: null,
};
