/**
 * What a session is, as it is stored, and what can happen to it: types, and the limits of what it may hold.
 * `lifecycle.ts` decides. Times are ms since the epoch.
 */

import type { LeadId, SessionId, SiteId, VisitorId } from '../../ids/uuid';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [key: string]: JsonValue };
export type Json = { [key: string]: JsonValue };

/** The most that `custom_data`, and `consent`, may hold, in bytes of JSON. */
export const MAX_KEYED_DATA_BYTES = 4096;

/** The most characters that a field may have; what the request says instead of the caller is cut to the same. */
export const MAX_CHARS = {
  url: 2048,
  fingerprint: 256,
  utm: 256,
  device_type: 32,
  orientation: 32,
  os: 64,
  browser: 64,
  version: 64,
  /** The longest tag that RFC 5646 (section 4.4.1) asks implementations to take. */
  language: 35,
  country: 64,
  region: 128,
  city: 128,
  timezone: 64,
} as const;

/** `null`: not known. */
export type Device = {
  type: string | null;
  os: { name: string | null; version: string | null };
  /** In CSS pixels. */
  screen_size: { width: number; height: number } | null;
  pixel_ratio: number | null;
  orientation: string | null;
  /** In GiB, as browsers round it. */
  memory: number | null;
  cpu_cores: number | null;
  touch_support: boolean | null;
};
export type Browser = { name: string | null; version: string | null; language: string | null };
export type Location = {
  country: string | null;
  region: string | null;
  city: string | null;
  timezone: string | null;
};

/** The campaign parameters, in the order of their names without the `utm_` prefix. */
export const UTM_NAMES = ['source', 'medium', 'campaign', 'term', 'content', 'id'] as const;
/** As told but for blanks at both ends. Null: not told. Counted without case. */
export type UtmParams = Record<(typeof UTM_NAMES)[number], string | null>;

/** `type` as its network spells it. The value is whole: a part of an id is none. */
export type ClickId = { type: string; value: string };

/** The kinds of ways by which visitors come (`opening/channel.ts`). */
export const CHANNELS = [
  'Direct',
  'Organic Search',
  'Paid Search',
  'Organic Social',
  'Paid Social',
  'Email',
  'AI',
  'Display',
  'Affiliates',
  'Referral',
  'Other',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** Where the visitor came from. `source` and `channel` are null in sessions from before they were worked out. */
export type Arrival = {
  referrer: string | null;
  /** In lower case, IDN as `xn--`, without port and `www.`; of an app its package. */
  referrer_host: string | null;
  /** The visitor was on the site already: kept, but never a source. */
  referrer_is_internal: boolean;
  utm_params: UtmParams;
  click_id: ClickId | null;
  source: string | null;
  channel: Channel | null;
};

/** The version of the stored format; `shape.ts` reads all earlier ones. */
export const SHAPE = 3;

/** Who sends a message; each kind has a clock of its own. */
export type ClientKind = 'browser' | 'server';
export type ExitType = 'exit' | 'bounce' | 'timeout';
export type EndedBy = 'client' | 'idle' | 'max_length';

/** A session as it is stored: facts only. `measure.ts` computes what follows from them. */
export type Session = Arrival & {
  shape: typeof SHAPE;
  session_id: SessionId;
  site_id: SiteId;
  visitor_id: VisitorId;
  fingerprint: string | null;
  lead_id: LeadId | null;
  identified_at: number | null;
  idle_timeout_ms: number;
  started_at: number;
  last_activity_at: number;
  ended_at: number | null;
  ended_by: EndedBy | null;
  exit_url: string | null;
  page_views: number;
  landing_url: string | null;
  current_url: string | null;
  device: Device;
  browser: Browser;
  location: Location;
  consent: Json;
  custom_data: Json;
  is_bot: boolean;
  bot_reason: string | null;
  previous_session_id: SessionId | null;
  reopened_count: number;
  /** Grows by one with every change. */
  version: number;
  merge: MergeState;
  writers: Writers;
};

/** What is fixed when a session is opened. */
export type Opening = Pick<
  Session,
  | keyof Arrival
  | 'visitor_id'
  | 'fingerprint'
  | 'idle_timeout_ms'
  | 'device'
  | 'browser'
  | 'location'
  | 'is_bot'
  | 'bot_reason'
  | 'previous_session_id'
>;

export type OpenEvent = Message &
  Counters &
  KeyedData & {
    type: 'open';
    session_id: SessionId;
    site_id: SiteId;
    url?: string | undefined;
    /** Minted for this call, which it identifies; later the id of the session that follows this one. */
    follower_id: SessionId;
    /** The visitor asks for privacy: nothing may connect this session with another. */
    is_private?: boolean | undefined;
    opening: Opening;
  };
export type UpdateEvent = Message &
  Counters & {
    type: 'update';
    last_activity_at?: number | undefined;
    current_url?: string | undefined;
    custom_data?: Json | undefined;
  };
export type EndEvent = Message &
  Counters &
  KeyedData & {
    type: 'end';
    exit_url?: string | undefined;
    exit_type?: ExitType | undefined;
    duration?: number | undefined;
  };
/** The visitor was identified in this session. */
export type IdentifyEvent = { type: 'identify'; lead_id: LeadId; replace: boolean };
/** The visitor was identified in another session: sets the lead only where there is none. */
export type LinkEvent = { type: 'link'; lead_id: LeadId };
/** No message: only time has passed. */
export type WakeEvent = { type: 'wake' };
export type SessionEvent =
  | OpenEvent
  | UpdateEvent
  | EndEvent
  | IdentifyEvent
  | LinkEvent
  | WakeEvent;

/** When a message was sent, in ms by the clock of its kind of client; or when it arrived, by ours. */
export type Stamp = [clock: ClientKind | 'arrival', at: number];
export type Stamps = Record<string, Stamp>;
export type ByCaller<T> = Partial<Record<ClientKind, T>>;

/** What only merging needs, and most messages change. */
export type MergeState = {
  /** The largest total reported. What is shown is limited to the length of the session. */
  active_time: number;
  /** The total length that the closing message reported. */
  duration: number | null;
  exit_type: ExitType | null;
  /** A client has reported how the session ended; the first report stands. */
  exit_told: boolean;
  /** The newest `sent_at` of each kind of client. */
  clocks: ByCaller<number>;
  /** The smallest `received - sent_at` of each kind of client, in ms. */
  skews: ByCaller<number>;
  /** The newest `sent_at` of an end, reopened since or not. Of several without a reopening between them the first closed it. */
  closings: ByCaller<number>;
  /** The last writer of `current_url`, if it was not the message that opened the session. */
  current_url?: Stamp;
  /**
   * The last message of each kind of client, if it was far behind the newest: when it was sent and when it arrived. If the
   * clock was set, the next message is behind by the same; if the message was slow, it is not.
   */
  doubts?: ByCaller<[sentAt: number, receivedAt: number]>;
  /** The clock of each kind of client before it was set: its newest `sent_at`, and what to add to convert its times. */
  former?: ByCaller<{ until: number; shift: number }>;
  /** When the session expired, where an end that arrived later has moved its last activity. */
  expired_at?: number;
};

/** What only merging needs, and few messages change. */
export type Writers = {
  /** The message that opened the session: the last writer of each key that has no stamp of its own. */
  first: Stamp;
  /** Of keys written since then, and tombstones of removed ones. */
  custom_data: Stamps;
  consent: Stamps;
  /** The pages of the session by their path: which message told first of each. */
  pages: Stamps;
  /** `sent_at` of the newest opens since then. */
  opens: ByCaller<number[]>;
  /**
   * The id of the session that follows once this one is final: always the same, and it cannot be guessed. Null for a private
   * session, and where an early version stored none.
   */
  follower_id: SessionId | null;
  /** The call that opened or reopened the session last, where `follower_id` does not say it. */
  opened_by?: SessionId;
};

export type Message = { caller: ClientKind; sent_at?: number | undefined };
/** Merged key by key; `null` removes one. */
export type KeyedData = { consent?: Json | undefined; custom_data?: Json | undefined };
export type Counters = { page_views?: number | undefined; active_time?: number | undefined };
export type AnyMessage = Message & { type: string };
