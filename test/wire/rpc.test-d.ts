/**
 * What the object of a session promises across RPC, as the Worker sees it. While a version is rolled out, a Worker and
 * an object of different versions call each other, so a change here is a change for both. Never run; `tsc` checks it.
 */
import { expectTypeOf } from 'vitest';
import type { LeadId, SessionId, SiteId, VisitorId } from '../../src/ids/uuid';
import type { Session } from '../../src/session/life/session';
import type { SessionCalls } from '../../src/session/object/contract';
import type { sessionObject } from '../../src/session/object/stub';

type Calls = ReturnType<typeof sessionObject>;
type Told<Method extends keyof Calls> = Parameters<Calls[Method]>;
type Answered<Method extends keyof Calls> = Flat<Awaited<ReturnType<Calls[Method]>>>;

/** Intersections, written as one object; in a union, each of them. */
type Flat<T> = T extends object ? { [Key in keyof T]: T[Key] } : T;

type Json = { [key: string]: JsonValue };
type JsonValue = string | number | boolean | null | JsonValue[] | Json;

type Message = {
  caller: 'browser' | 'server';
  sent_at?: number | undefined;
  page_views?: number | undefined;
  active_time?: number | undefined;
};
type Refused = {
  error:
    | 'session_not_found'
    | 'session_conflict'
    | 'session_final'
    | 'session_ended'
    | 'lead_conflict'
    | 'custom_data_too_large'
    | 'consent_too_large';
  session: Session | null;
};
type Failed = Refused | { error: 'unavailable' | 'lead_not_found'; session: null };
/** `view` is JSON text, `unwritten` what D1 is to have. */
type Changed = {
  view: string;
  unwritten: Flat<{
    session_id: SessionId;
    site_id: SiteId;
    visitor_id: VisitorId;
    lead_id: LeadId | null;
    version: number;
    started_at: number;
    layout: string;
    counted: string;
    details: string;
  }> | null;
};
type Opened = Flat<Changed & { is_new_session: boolean; reopened: boolean }>;

expectTypeOf<Calls>().toEqualTypeOf<SessionCalls>();
expectTypeOf<keyof Calls>().toEqualTypeOf<
  | 'open'
  | 'read'
  | 'explain'
  | 'update'
  | 'end'
  | 'identify'
  | 'link'
  | 'siteOf'
  | 'erase'
  | 'reconcile'
  | 'flushNow'
  | 'flushLater'
>();

type OpenEvent = Flat<
  Message & {
    type: 'open';
    session_id: SessionId;
    site_id: SiteId;
    url?: string | undefined;
    consent?: Json | undefined;
    custom_data?: Json | undefined;
    follower_id: SessionId;
    is_private?: boolean | undefined;
    opening: Pick<
      Session,
      | 'visitor_id'
      | 'fingerprint'
      | 'idle_timeout_ms'
      | 'referrer'
      | 'referrer_host'
      | 'referrer_is_internal'
      | 'utm_params'
      | 'click_id'
      | 'source'
      | 'channel'
      | 'device'
      | 'browser'
      | 'location'
      | 'is_bot'
      | 'bot_reason'
      | 'previous_session_id'
    >;
  }
>;
expectTypeOf<Flat<Told<'open'>[0]>>().toEqualTypeOf<OpenEvent>();
expectTypeOf<Told<'open'>[1]>().toEqualTypeOf<boolean>();
expectTypeOf<Told<'open'>['length']>().toEqualTypeOf<2>();
expectTypeOf<Written<Answered<'open'>>>().toEqualTypeOf<Opened | Failed>();

expectTypeOf<Told<'read'>>().toEqualTypeOf<
  [sessionId: SessionId, siteId: SiteId, withPages?: boolean]
>();
expectTypeOf<Answered<'read'>>().toEqualTypeOf<string | Failed>();

type UpdateEvent = Flat<
  Message & {
    type: 'update';
    last_activity_at?: number | undefined;
    current_url?: string | undefined;
    custom_data?: Json | undefined;
  }
>;
expectTypeOf<Flat<Told<'update'>[0]>>().toEqualTypeOf<UpdateEvent>();
expectTypeOf<Rest<Told<'update'>>>().toEqualTypeOf<[sessionId: SessionId, siteId: SiteId]>();
expectTypeOf<Written<Answered<'update'>>>().toEqualTypeOf<Changed | Failed>();

type EndEvent = Flat<
  Message & {
    type: 'end';
    exit_url?: string | undefined;
    exit_type?: 'exit' | 'bounce' | 'timeout' | undefined;
    duration?: number | undefined;
    consent?: Json | undefined;
    custom_data?: Json | undefined;
  }
>;
expectTypeOf<Flat<Told<'end'>[0]>>().toEqualTypeOf<EndEvent>();
expectTypeOf<Rest<Told<'end'>>>().toEqualTypeOf<[sessionId: SessionId, siteId: SiteId]>();
expectTypeOf<Written<Answered<'end'>>>().toEqualTypeOf<Changed | Failed>();

expectTypeOf<Flat<Told<'identify'>[0]>>().toEqualTypeOf<{
  lead_id?: LeadId | undefined;
  email?: string | undefined;
  name?: string | undefined;
  phone?: string | undefined;
  create_task: boolean;
  replace: boolean;
  caller: 'browser' | 'server';
  new_lead_id?: LeadId | undefined;
}>();
expectTypeOf<Rest<Told<'identify'>>>().toEqualTypeOf<[sessionId: SessionId, siteId: SiteId]>();
expectTypeOf<Answered<'identify'>>().toEqualTypeOf<
  | {
      view: string;
      lead_id: LeadId;
      is_new_lead: boolean;
      task_id: string | null;
    }
  | Failed
>();

expectTypeOf<Told<'link'>>().toEqualTypeOf<
  [sessionId: SessionId, siteId: SiteId, leadId: LeadId]
>();
expectTypeOf<Written<Answered<'link'>>>().toEqualTypeOf<Changed | Failed>();
expectTypeOf<Told<'siteOf'>>().toEqualTypeOf<[sessionId: SessionId]>();
expectTypeOf<Awaited<ReturnType<Calls['siteOf']>>>().toEqualTypeOf<SiteId | null | Failed>();
expectTypeOf<Told<'erase'>>().toEqualTypeOf<[sessionId: SessionId, siteId: SiteId]>();
expectTypeOf<Answered<'erase'>>().toEqualTypeOf<{ erased: boolean } | Failed>();
expectTypeOf<Told<'reconcile'>>().toEqualTypeOf<[sessionId: SessionId, siteId: SiteId]>();
expectTypeOf<Answered<'reconcile'>>().toEqualTypeOf<void>();
expectTypeOf<Told<'flushNow'>>().toEqualTypeOf<[]>();
expectTypeOf<Answered<'flushNow'>>().toEqualTypeOf<void>();
expectTypeOf<Told<'flushLater'>>().toEqualTypeOf<[]>();
expectTypeOf<Answered<'flushLater'>>().toEqualTypeOf<void>();

/** What follows the first argument. */
type Rest<Args extends unknown[]> = Args extends [unknown, ...infer Others] ? Others : never;
/** `unwritten`, an intersection too. */
type Written<T> = T extends { unwritten: infer Record }
  ? { [Key in keyof T]: Key extends 'unwritten' ? Flat<Record> : T[Key] }
  : T;
