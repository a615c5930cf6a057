/** What is shown of a session, a site, a key, a lead, a task and a visitor, written out, so that a change of it is seen. Never run; `tsc` checks it. */
import { expectTypeOf } from 'vitest';
import type { LeadId, SessionId, SiteId, VisitorId } from '../../src/ids/uuid';
import type { ShownLead } from '../../src/leads/lead';
import type { Task } from '../../src/leads/tasks';
import type { SessionView } from '../../src/session/life/view';
import type { ListedSession } from '../../src/session/record/list';
import type { KeyInfo } from '../../src/sites/keys';
import type { Site } from '../../src/sites/schema';
import type { Visitor } from '../../src/visitors/read';

type Json = { [key: string]: JsonValue };
type JsonValue = string | number | boolean | null | JsonValue[] | Json;

expectTypeOf<SessionView>().toEqualTypeOf<{
  session_id: SessionId;
  site_id: SiteId;
  visitor_id: VisitorId;
  fingerprint: string | null;
  lead_id: LeadId | null;
  identified_at: number | null;
  status: 'active' | 'ended';
  started_at: number;
  last_activity_at: number;
  expires_at: number;
  ttl: number;
  ended_at: number | null;
  closed_at: number | null;
  ended_by: 'client' | 'idle' | 'max_length' | null;
  exit_type: 'exit' | 'bounce' | 'timeout' | null;
  exit_url: string | null;
  resumable_until: number | null;
  duration: number;
  active_time: number;
  idle_time: number;
  page_views: number;
  engaged: boolean;
  landing_url: string | null;
  landing_path: string | null;
  current_url: string | null;
  referrer: string | null;
  referrer_host: string | null;
  referrer_is_internal: boolean;
  utm_params: {
    source: string | null;
    medium: string | null;
    campaign: string | null;
    term: string | null;
    content: string | null;
    id: string | null;
  };
  click_id: { type: string; value: string } | null;
  source: string | null;
  channel:
    | 'Direct'
    | 'Organic Search'
    | 'Paid Search'
    | 'Organic Social'
    | 'Paid Social'
    | 'Email'
    | 'AI'
    | 'Display'
    | 'Affiliates'
    | 'Referral'
    | 'Other'
    | null;
  device: {
    type: string | null;
    os: { name: string | null; version: string | null };
    screen_size: { width: number; height: number } | null;
    pixel_ratio: number | null;
    orientation: string | null;
    memory: number | null;
    cpu_cores: number | null;
    touch_support: boolean | null;
  };
  browser: { name: string | null; version: string | null; language: string | null };
  location: {
    country: string | null;
    region: string | null;
    city: string | null;
    timezone: string | null;
  };
  consent: Json;
  custom_data: Json;
  is_bot: boolean;
  bot_reason: string | null;
  previous_session_id: SessionId | null;
  reopened_count: number;
}>();

expectTypeOf<{ [Key in keyof Site]: Site[Key] }>().toEqualTypeOf<{
  site_id: SiteId;
  name: string;
  allowed_origins: string[];
  idle_timeout_ms: number;
  respect_gpc: boolean;
  url_query: 'safe' | 'marketing' | 'all' | 'none';
  retention_days: number;
  timezone: string;
  proxy_address_header: string | null;
  proxy_country_header: string | null;
  created_at: number;
  updated_at: number;
}>();

expectTypeOf<KeyInfo>().toEqualTypeOf<{
  key_id: string;
  site_id: SiteId;
  name: string;
  scope: 'write' | 'read' | 'all';
  created_at: number;
}>();

expectTypeOf<{ [Key in keyof ShownLead]: ShownLead[Key] }>().toEqualTypeOf<{
  lead_id: LeadId;
  site_id: SiteId;
  email: string | null;
  email_is_claimed: boolean;
  name: string | null;
  phone: string | null;
  status: 'new' | 'contacted' | 'qualified' | 'converted' | 'lost';
  known_by: 'email' | 'name' | 'lead_id';
  created_at: number;
  updated_at: number;
}>();

expectTypeOf<Task>().toEqualTypeOf<{
  task_id: string;
  site_id: SiteId;
  lead_id: LeadId;
  session_id: SessionId;
  status: 'pending' | 'in_progress' | 'completed' | 'failed';
  created_at: number;
}>();

expectTypeOf<{ [Key in keyof Visitor]: Visitor[Key] }>().toEqualTypeOf<{
  visitor_id: VisitorId;
  site_id: SiteId;
  first_seen_at: number;
  last_seen_at: number;
  sessions: number;
  totals: { page_views: number; duration: number; active_time: number };
  lead: ShownLead | null;
}>();

expectTypeOf<{ [Key in keyof ListedSession]: ListedSession[Key] }>().toEqualTypeOf<{
  session_id: SessionId;
  site_id: SiteId;
  visitor_id: VisitorId;
  lead_id: LeadId | null;
  status: 'active' | 'ended';
  identified_at: number | null;
  started_at: number;
  last_activity_at: number;
  ended_at: number | null;
  ended_by: 'client' | 'idle' | 'max_length' | null;
  exit_type: 'exit' | 'bounce' | 'timeout' | null;
  duration: number;
  active_time: number;
  page_views: number;
  engaged: boolean;
  reopened_count: number;
  is_bot: boolean;
  device_type: string | null;
  os: string | null;
  browser: string | null;
  language: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  source: string | null;
  channel: SessionView['channel'];
  referrer_host: string | null;
  utm_source: string | null;
  utm_medium: string | null;
  utm_campaign: string | null;
  utm_term: string | null;
  utm_content: string | null;
  entry_page: string | null;
  exit_page: string | null;
}>();
