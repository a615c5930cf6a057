import { describe, expect, it } from 'vitest';
import { type Explained, eventsOf } from '../../../../src/dashboard/browser/sessions/events';

const MINUTE_MS = 60_000;

const SESSION: Explained = {
  session_id: '01a20a16-7c9d-7b52-9a51-0c6f1d2e3f40',
  site_id: '5eed0000-0000-4000-8000-000000000001',
  visitor_id: '7fb332d6-52a1-4d9e-8c37-2b1f0e9d8c7b',
  fingerprint: null,
  lead_id: null,
  identified_at: null,
  status: 'active',
  started_at: 0,
  last_activity_at: 0,
  expires_at: 30 * MINUTE_MS,
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
  landing_url: null,
  landing_path: null,
  current_url: null,
  referrer: null,
  referrer_host: null,
  referrer_is_internal: false,
  utm_params: { source: null, medium: null, campaign: null, term: null, content: null, id: null },
  click_id: null,
  source: 'Direct',
  channel: 'Direct',
  device: {
    type: null,
    os: { name: null, version: null },
    screen_size: null,
    pixel_ratio: null,
    orientation: null,
    memory: null,
    cpu_cores: null,
    touch_support: null,
  },
  browser: { name: null, version: null, language: null },
  location: { country: null, region: null, city: null, timezone: null },
  consent: {},
  custom_data: {},
  is_bot: false,
  bot_reason: null,
  previous_session_id: null,
  reopened_count: 0,
  ttl: 1800,
  pages: [],
};

const eventsWith = (facts: Partial<Explained>) => eventsOf({ ...SESSION, ...facts });
const kinds = (facts: Partial<Explained>) => eventsWith(facts).map(({ kind }) => kind);

describe('the course of a session', () => {
  it('begins with its beginning, and ends with the last sign of life while it is open', () => {
    expect(eventsWith({ last_activity_at: 5 })).toEqual([
      { kind: 'began', at: 0, follows: null },
      { kind: 'seen', at: 5 },
    ]);
  });

  it('has each page with the time until the next one, and until the last sign of life', () => {
    const pages = [
      { path: '/', at: 0 },
      { path: '/shoes', at: 2 * MINUTE_MS },
    ];
    const events = eventsWith({
      pages,
      landing_path: '/',
      page_views: 2,
      last_activity_at: 5 * MINUTE_MS,
    });
    expect(events.slice(1, 3)).toEqual([
      { kind: 'page', at: 0, path: '/', untilMs: 2 * MINUTE_MS, isEntry: true },
      { kind: 'page', at: 2 * MINUTE_MS, path: '/shoes', untilMs: 3 * MINUTE_MS, isEntry: false },
    ]);
  });

  it('says how many views are of pages that are not listed again', () => {
    const pages = [{ path: '/', at: 0 }];
    expect(eventsWith({ pages, page_views: 4 })).toContainEqual({
      kind: 'views',
      at: null,
      count: 3,
      isCut: false,
    });
    expect(kinds({ pages, page_views: 1 })).not.toContain('views');
  });

  it('has the identification where it was, also after the end', () => {
    const pages = [
      { path: '/', at: 0 },
      { path: '/shoes', at: 20 },
    ];
    const facts = { pages, page_views: 2, ended_at: 30, last_activity_at: 30 };
    expect(kinds({ ...facts, identified_at: 10 })).toEqual([
      'began',
      'page',
      'identified',
      'page',
      'ended',
    ]);
    expect(kinds({ ...facts, identified_at: 99 }).slice(-2)).toEqual(['ended', 'identified']);
  });

  it('tells of returns, of which only the number is known, before the end', () => {
    expect(kinds({ reopened_count: 2, ended_at: 10 })).toEqual(['began', 'returned', 'ended']);
  });
});
