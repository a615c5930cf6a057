import { describe, expect, it } from 'vitest';
import {
  followLive,
  GONE_MS,
  type LiveSession,
  type Seen,
} from '../../../../src/dashboard/browser/live/arrivals';

const NOW = 1_795_465_603_105;

function sessionOf(id: string, startedAt: number): LiveSession {
  return {
    session_id: id,
    site_id: '5eed0000-0000-4000-8000-000000000001',
    visitor_id: '7fb332d6-52a1-4d9e-8c37-2b1f0e9d8c7b',
    lead_id: null,
    status: 'active',
    identified_at: null,
    started_at: startedAt,
    last_activity_at: startedAt,
    ended_at: null,
    ended_by: null,
    exit_type: null,
    duration: 0,
    active_time: 0,
    page_views: 1,
    engaged: false,
    reopened_count: 0,
    is_bot: false,
    device_type: null,
    os: null,
    browser: null,
    language: null,
    country: null,
    region: null,
    city: null,
    source: 'Direct',
    channel: 'Direct',
    referrer_host: null,
    utm_source: null,
    utm_medium: null,
    utm_campaign: null,
    utm_term: null,
    utm_content: null,
    entry_page: '/',
    exit_page: '/',
    current_page: '/',
  };
}

// The order of their ids is another than that in which they came.
const [first, second, third] = [sessionOf('z', 1), sessionOf('y', 2), sessionOf('x', 3)];
const look = (
  before: readonly Seen[] | null,
  sessions: LiveSession[],
  afterMs = 0,
  isWhole = true,
) => followLive(before, sessions, { now: NOW + afterMs, isWhole });
const told = (rows: Seen[]) =>
  rows.map(({ session, isNew, goneAt }) =>
    [session.session_id, isNew && 'new', goneAt !== null && 'gone'].filter(Boolean).join(' '),
  );

describe('who is here', () => {
  it('has nobody just come at first', () => {
    expect(told(look(null, [first, second]))).toEqual(['y', 'z']);
  });

  it('has those who came in the same millisecond in one order', () => {
    const twins = [sessionOf('m', 1), sessionOf('n', 1)];
    expect(told(look(null, twins))).toEqual(['n', 'm']);
    expect(told(look(null, twins.reverse()))).toEqual(['n', 'm']);
  });

  it('keeps the places of those who stay, whatever they do', () => {
    const before = look(null, [first, second, third]);
    expect(told(look(before, [first, third, second]))).toEqual(['x', 'y', 'z']);
  });

  it('puts who comes on top, as new until the next answer', () => {
    const before = look(null, [first]);
    const after = look(before, [second, first]);
    expect(told(after)).toEqual(['y new', 'z']);
    expect(told(look(after, [second, first]))).toEqual(['y', 'z']);
  });

  it('keeps who leaves in place for a while', () => {
    const before = look(null, [first, second, third]);
    const after = look(before, [first, third]);
    expect(told(after)).toEqual(['x', 'y gone', 'z']);
    const later = look(after, [first, third], GONE_MS - 1);
    expect(told(later)).toEqual(['x', 'y gone', 'z']);
    expect(told(look(later, [first, third], GONE_MS))).toEqual(['x', 'z']);
  });

  it('takes who comes back for one who never went', () => {
    const gone = look(look(null, [first]), []);
    expect(told(look(gone, [first]))).toEqual(['z']);
  });

  it('says of nobody that they left where not all are told of', () => {
    const before = look(null, [first, second]);
    expect(told(look(before, [second], 0, false))).toEqual(['y']);
  });
});
