/**
 * What the object of a session promises across RPC, as the Worker sees it. While a version is rolled out, a Worker and
 * an object of different versions call each other, so a change here is a change for both. Never run; `tsc` checks it.
 */
import { expectTypeOf } from 'vitest';
import type { Session } from '../../src/session/session';
import type { SessionCalls, sessionObject } from '../../src/session/stub';

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
  refusal:
    | 'session_not_found'
    | 'session_conflict'
    | 'session_final'
    | 'session_ended'
    | 'lead_conflict'
    | 'custom_data_too_large'
    | 'consent_too_large'
    | 'unavailable';
  session: Session | null;
};
/** `view` is JSON text, `unwritten` what D1 is to have. */
type Changed = {
  view: string;
  unwritten: Flat<{
    session_id: string;
    site_id: string;
    visitor_id: string;
    lead_id: string | null;
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
    session_id: string;
    site_id: string;
    url?: string | undefined;
    consent?: Json | undefined;
    custom_data?: Json | undefined;
    follower_id: string;
    is_private?: boolean | undefined;
    opening: Pick<
      Session,
      | 'visitor_id'
      | 'fingerprint'
      | 'idle_timeout_ms'
      | 'referrer'
      | 'utm_params'
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
expectTypeOf<Written<Answered<'open'>>>().toEqualTypeOf<Opened | Refused>();

expectTypeOf<Told<'read'>>().toEqualTypeOf<[sessionId: string, siteId: string]>();
expectTypeOf<Answered<'read'>>().toEqualTypeOf<string | Refused>();

type UpdateEvent = Flat<
  Message & {
    type: 'update';
    last_activity_at?: number | undefined;
    current_url?: string | undefined;
    custom_data?: Json | undefined;
  }
>;
expectTypeOf<Flat<Told<'update'>[0]>>().toEqualTypeOf<UpdateEvent>();
expectTypeOf<Rest<Told<'update'>>>().toEqualTypeOf<[sessionId: string, siteId: string]>();
expectTypeOf<Written<Answered<'update'>>>().toEqualTypeOf<Changed | Refused>();

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
expectTypeOf<Rest<Told<'end'>>>().toEqualTypeOf<[sessionId: string, siteId: string]>();
expectTypeOf<Written<Answered<'end'>>>().toEqualTypeOf<Changed | Refused>();

expectTypeOf<Flat<Told<'identify'>[0]>>().toEqualTypeOf<{
  lead_id?: string | undefined;
  email?: string | undefined;
  name?: string | undefined;
  phone?: string | undefined;
  create_task: boolean;
  replace: boolean;
  caller: 'browser' | 'server';
  new_lead_id?: string | undefined;
}>();
expectTypeOf<Rest<Told<'identify'>>>().toEqualTypeOf<[sessionId: string, siteId: string]>();
expectTypeOf<Answered<'identify'>>().toEqualTypeOf<
  | {
      view: string;
      lead_id: string;
      is_new_lead: boolean;
      task_id: string | null;
      replaces: boolean;
    }
  | { failure: 'lead_not_found' }
  | Refused
>();

expectTypeOf<Told<'link'>>().toEqualTypeOf<[sessionId: string, siteId: string, leadId: string]>();
expectTypeOf<Written<Answered<'link'>>>().toEqualTypeOf<Changed | Refused>();
expectTypeOf<Told<'siteOf'>>().toEqualTypeOf<[sessionId: string]>();
expectTypeOf<Answered<'siteOf'>>().toEqualTypeOf<string | null>();
expectTypeOf<Told<'erase'>>().toEqualTypeOf<[sessionId: string, siteId: string]>();
expectTypeOf<Answered<'erase'>>().toEqualTypeOf<{ erased: boolean } | Refused>();
expectTypeOf<Told<'reconcile'>>().toEqualTypeOf<[sessionId: string, siteId: string]>();
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
