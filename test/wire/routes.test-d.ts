/**
 * What the routes promise to who calls them with types, such as Hono's client: their paths, methods and input, written
 * out, so that a change of a schema is seen. Never run; `tsc` checks it. What comes back is text to Hono, and
 * promised by `answers.test-d.ts`.
 */
import type { ExtractSchema } from 'hono/types';
import { expectTypeOf } from 'vitest';
import type { leads, tasks } from '../../src/leads/routes';
import type { identifying, sessions } from '../../src/session/routes';
import type { sites } from '../../src/sites/routes';
import type { visitors } from '../../src/visitors/routes';

type Sessions = ExtractSchema<typeof sessions> & ExtractSchema<typeof identifying>;
type Visitors = ExtractSchema<typeof visitors>;
type Sites = ExtractSchema<typeof sites>;
type Leads = ExtractSchema<typeof leads>;
type Tasks = ExtractSchema<typeof tasks>;

/** All that an endpoint takes: `param`, `query` and `json`. */
type Input<Endpoint> = Endpoint extends { input: infer In }
  ? { [Target in keyof In]: In[Target] }
  : never;

type Json = { [key: string]: JsonValue };
type JsonValue = string | number | boolean | null | JsonValue[] | Json;
type PrefixedUtm = {
  utm_source?: string | null;
  utm_medium?: string | null;
  utm_campaign?: string | null;
  utm_term?: string | null;
  utm_content?: string | null;
  utm_id?: string | null;
};

expectTypeOf<keyof Sessions>().toEqualTypeOf<
  '/session' | '/session/end' | '/session/:session_id/identify'
>();
expectTypeOf<keyof Sessions['/session']>().toEqualTypeOf<'$post' | '$get' | '$put' | '$delete'>();
expectTypeOf<keyof Sessions['/session/end']>().toEqualTypeOf<'$post'>();
expectTypeOf<keyof Sessions['/session/:session_id/identify']>().toEqualTypeOf<'$post'>();

expectTypeOf<Flat<Input<Sessions['/session']['$post']>['json']>>().toEqualTypeOf<
  Flat<
    PrefixedUtm & {
      site_id: string;
      id?: string | null;
      fingerprint?: string | null;
      visitor_id?: string | null;
      device?: {
        type?: string | null;
        os?: string | { name?: string | null; version?: string | null } | null;
        screen_size?: string | { width: number; height: number } | null;
        pixel_ratio?: number | null;
        orientation?: string | null;
        memory?: number | null;
        cpu_cores?: number | null;
        touch_support?: boolean | null;
        touch_points?: number | null;
      } | null;
      browser?: { name?: string | null; version?: string | null; language?: string | null } | null;
      location?: {
        country?: string | null;
        region?: string | null;
        city?: string | null;
        timezone?: string | null;
      } | null;
      referrer?: string | null;
      utm_params?: Flat<
        PrefixedUtm & {
          source?: string | null;
          medium?: string | null;
          campaign?: string | null;
          term?: string | null;
          content?: string | null;
          id?: string | null;
        }
      > | null;
      url?: string | null;
      landing?: boolean | null;
      consent?: Json | null;
      custom_data?: Json | null;
      page_views?: number | null;
      active_time?: number | null;
      previous_session_id?: string | null;
      sent_at?: number | null;
    }
  >
>();

expectTypeOf<Input<Sessions['/session']['$get']>>().toEqualTypeOf<{
  query: { session_id: string; site_id: string };
}>();

expectTypeOf<Input<Sessions['/session']['$put']>>().toEqualTypeOf<{
  json: {
    session_id: string;
    site_id: string;
    last_activity_at?: number | null;
    current_url?: string | null;
    page_views?: number | null;
    active_time?: number | null;
    custom_data?: Json | null;
    sent_at?: number | null;
  };
}>();

expectTypeOf<Input<Sessions['/session/end']['$post']>>().toEqualTypeOf<{
  json: {
    session_id: string;
    site_id?: string | null;
    exit_url?: string | null;
    exit_type?: 'exit' | 'bounce' | 'timeout' | null;
    duration?: number | null;
    page_views?: number | null;
    active_time?: number | null;
    consent?: Json | null;
    custom_data?: Json | null;
    sent_at?: number | null;
  };
}>();

expectTypeOf<Input<Sessions['/session/:session_id/identify']['$post']>>().toEqualTypeOf<{
  param: { session_id: string };
  json: {
    site_id?: string | null;
    lead_id?: string | null;
    email?: string | null;
    name?: string | null;
    phone?: string | null;
    lead_data?: { email?: string | null; name?: string | null; phone?: string | null } | null;
    create_task?: boolean | null;
    replace?: boolean | null;
  };
}>();

expectTypeOf<Input<Sessions['/session']['$delete']>>().toEqualTypeOf<{
  query: { session_id: string; site_id: string };
}>();
expectTypeOf<Input<Visitors['/:visitor_id']['$delete']>>().toEqualTypeOf<{
  param: { visitor_id: string };
  query: { site_id: string };
}>();

type OfSite = { site_id?: string };
type PageOfSite = OfSite & { limit?: string | string[]; after?: string };
expectTypeOf<Input<Visitors['/:visitor_id']['$get']>>().toEqualTypeOf<{
  param: { visitor_id: string };
  query: OfSite;
}>();

type LeadStatus = 'new' | 'contacted' | 'qualified' | 'converted' | 'lost';
type TaskStatus = 'pending' | 'in_progress' | 'completed' | 'failed';
expectTypeOf<keyof Leads>().toEqualTypeOf<'/' | '/:lead_id' | '/:lead_id/sessions'>();
expectTypeOf<Input<Leads['/']['$get']>>().toEqualTypeOf<{
  query: Flat<PageOfSite & { q?: string; status?: LeadStatus }>;
}>();
expectTypeOf<Input<Leads['/:lead_id']['$get']>>().toEqualTypeOf<{
  param: { lead_id: string };
  query: OfSite;
}>();
expectTypeOf<Input<Leads['/:lead_id']['$patch']>['json']>().toEqualTypeOf<{
  status?: LeadStatus;
  name?: string | null;
  phone?: string | null;
}>();
expectTypeOf<Input<Leads['/:lead_id/sessions']['$get']>>().toEqualTypeOf<{
  param: { lead_id: string };
  query: Flat<PageOfSite>;
}>();
expectTypeOf<keyof Tasks>().toEqualTypeOf<'/' | '/:task_id'>();
expectTypeOf<Input<Tasks['/']['$get']>>().toEqualTypeOf<{
  query: Flat<PageOfSite & { status?: TaskStatus; lead_id?: string }>;
}>();
expectTypeOf<Input<Tasks['/:task_id']['$patch']>['json']>().toEqualTypeOf<{
  status: TaskStatus;
}>();

type Settings = {
  name: string;
  allowed_origins?: string[];
  idle_timeout_ms?: number;
  respect_gpc?: boolean;
  url_query?: 'safe' | 'marketing' | 'all' | 'none';
  retention_days?: number;
  timezone?: string;
  proxy_address_header?: string | null;
  proxy_country_header?: string | null;
};
expectTypeOf<Input<Sites['/']['$post']>>().toEqualTypeOf<{ json: Settings }>();
expectTypeOf<Input<Sites['/']['$get']>>().toEqualTypeOf<{
  query: { after?: string; limit?: string | string[] };
}>();
expectTypeOf<Input<Sites['/:site_id']['$get']>>().toEqualTypeOf<{ param: { site_id: string } }>();
expectTypeOf<Input<Sites['/:site_id']['$patch']>>().toEqualTypeOf<{
  param: { site_id: string };
  json: Partial<Settings>;
}>();
expectTypeOf<Input<Sites['/:site_id']['$delete']>>().toEqualTypeOf<{
  param: { site_id: string };
}>();
expectTypeOf<Input<Sites['/:site_id/keys']['$post']>>().toEqualTypeOf<{
  param: { site_id: string };
  json: { name: string; scope?: 'write' | 'read' | 'all' };
}>();
expectTypeOf<Input<Sites['/:site_id/keys']['$get']>>().toEqualTypeOf<{
  param: { site_id: string };
}>();
expectTypeOf<Input<Sites['/:site_id/keys/:key_id']['$delete']>>().toEqualTypeOf<{
  param: { site_id: string; key_id: string };
}>();

/** An intersection, written as one object. */
type Flat<T> = { [Key in keyof T]: T[Key] };
