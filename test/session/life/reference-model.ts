/**
 * The life of a session once more, as simply as possible: one mutable object, a list of what
 * each client has said, no thought of speed. Written from the design and not from
 * `lifecycle.ts`, so that the two can be compared. It leaves out custom data.
 */
import type { SessionEvent } from '../../../src/session/life/session';

const DAY = 86_400_000;

type Reported = {
  caller: string;
  page_views?: number | undefined;
  active_time?: number | undefined;
};

export class ReferenceSession {
  exists = false;
  site = '';
  idle = 0;
  start = 0;
  lastActivity = 0;
  closed: { at: number; by: 'idle' | 'max_length' | 'client' } | null = null;
  farewell: { exit: string | null; url: string | null; duration: number | null } | null = null;
  pageViews: number[] = [0];
  activeTimes: number[] = [0];
  lead: string | null = null;
  identifiedAt: number | null = null;
  reopenings = 0;
  clocks = new Map<string, number>();
  skews = new Map<string, number>();
  opens: string[] = [];
  calls: string[] = [];
  expired: number | null = null;
  closings: { caller: string; sent_at: number }[] = [];
  /** The message that opened it, by its clock. */
  first: { caller: string; sent_at: number | undefined } = { caller: '', sent_at: undefined };
  /** The last message of a client, if it was more than a minute behind. */
  doubts = new Map<string, { sent: number; at: number }>();
  former = new Map<string, { until: number; shift: number }>();

  /** 'ok', or why not. */
  receive(event: SessionEvent, at: number): string {
    if (!this.exists && event.type !== 'open') return 'session_not_found';
    if (event.type === 'open' && !this.exists) {
      this.exists = true;
      this.site = event.site_id;
      this.idle = event.opening.idle_timeout_ms;
      this.start = at;
      this.lastActivity = at;
      if (event.url !== undefined) this.pageViews.push(1);
      this.calls.push(event.follower_id);
      this.opens.push(`${event.caller} ${event.sent_at ?? event.follower_id}`);
      this.count(event, at);
      this.first = { caller: event.caller, sent_at: event.sent_at };
      this.noteClock(event.caller, event.sent_at, at, 'open');
      return 'ok';
    }
    if (event.type === 'link') {
      this.lead ??= event.lead_id;
    } else if (event.type === 'identify') {
      if (this.lead !== null && this.lead !== event.lead_id) {
        if (!event.replace) return 'lead_conflict';
        this.identifiedAt = null;
      }
      this.lead = event.lead_id;
      this.identifiedAt ??= at;
    } else if (event.type === 'open') {
      if (event.site_id !== this.site) return 'session_conflict';
      if (this.calls.includes(event.follower_id)) return 'ok';
      const intent = `${event.caller} ${event.sent_at ?? event.follower_id}`;
      const repeated = this.opens
        .slice(0, 1)
        .concat(this.opens.slice(1).slice(-4))
        .includes(intent);
      if (this.closed !== null && at >= this.deadline() && !repeated) return 'session_final';
      const reported = this.inPresentTime(event.caller, event.sent_at, at);
      this.count(event, at);
      if (repeated) {
        this.noteClock(event.caller, reported, at, 'open');
        return 'ok';
      }
      const closing = this.closings.find(({ caller }) => caller === event.caller)?.sent_at;
      const overtaken =
        event.caller === 'browser' &&
        this.closed !== null &&
        this.farewell !== null &&
        reported !== undefined &&
        closing !== undefined &&
        reported < closing &&
        reported >= closing - 60_000;
      this.calls.push(event.follower_id);
      if (event.sent_at !== undefined) this.opens.push(intent);
      if (overtaken) {
        this.noteClock(event.caller, reported, at, 'open');
        return 'ok';
      }
      if (this.closed === null) this.noteClock(event.caller, reported, at, 'open');
      else {
        if ((reported ?? Infinity) <= this.newest(event.caller)) {
          this.restate(event.caller, reported ?? 0, at);
        } else this.noteClock(event.caller, reported, at, 'open');
        this.closed = null;
        this.farewell = null;
        this.reopenings += 1;
      }
      this.lastActivity = Math.max(this.lastActivity, this.sentTime(event.caller, reported, at));
    } else if (event.type === 'update') {
      const { caller } = event;
      const sent_at = this.inPresentTime(caller, event.sent_at, at);
      const isOlder = sent_at !== undefined && sent_at <= this.newest(caller);
      const wasSet = this.wasSet(caller, sent_at, at, 'update');
      const saved = this.remember();
      this.noteClock(caller, sent_at, at, 'update');
      const sent = this.sentTime(caller, sent_at, at);
      let moment = sent;
      if (event.last_activity_at !== undefined) {
        moment = event.last_activity_at + (sent_at === undefined ? 0 : sent - sent_at);
        moment = Math.max(Math.min(moment, sent), this.start);
      }
      moment = Math.max(moment, this.start);
      const isLate = isOlder && !wasSet;
      if (this.closed !== null && !isLate && moment > this.closed.at) {
        saved();
        return 'session_ended';
      }
      if (this.closed === null && moment > this.lastActivity) this.lastActivity = moment;
      this.count(event, at);
    } else if (event.type === 'end') {
      const { caller } = event;
      const reported = this.inPresentTime(caller, event.sent_at, at);
      this.noteClock(caller, reported, at, 'end');
      const slack = caller === 'server' ? 5_000 : 0;
      const repeated = this.closings.some(
        (c) => c.caller === caller && reported !== undefined && reported <= c.sent_at,
      );
      const stale = repeated || (reported !== undefined && reported < this.newest(caller) - slack);
      this.count(event, at);
      if (stale) return 'ok';
      // The first end closes it; of when it was left the last one tells.
      if (reported !== undefined) {
        this.closings = this.closings.filter((c) => c.caller !== caller);
        this.closings.push({ caller, sent_at: reported });
      }
      if (this.farewell !== null) return 'ok';
      this.farewell = {
        exit: event.exit_type ?? null,
        url: event.exit_url ?? null,
        duration: event.duration ?? null,
      };
      const sent = this.sentTime(caller, reported, at);
      if (this.closed === null) {
        this.lastActivity = Math.max(sent, this.lastActivity);
        this.closed = { at: this.lastActivity, by: 'client' };
      } else {
        const expiry = this.deadline();
        const left = Math.min(sent, expiry, this.start + (event.duration ?? Infinity));
        if (left > this.closed.at) {
          this.expired = expiry;
          this.closed.at = left;
          this.lastActivity = left;
        }
      }
    }
    return 'ok';
  }

  /** Lets time pass, up to this moment. */
  wait(at: number) {
    if (!this.exists || this.closed !== null || at < this.deadline()) return;
    const idleFirst = this.lastActivity + this.idle <= this.start + DAY;
    this.closed = idleFirst
      ? { at: this.lastActivity, by: 'idle' }
      : { at: this.start + DAY, by: 'max_length' };
  }

  show() {
    const span = (this.closed?.at ?? this.lastActivity) - this.start;
    const active_time = Math.min(Math.max(...this.activeTimes), span);
    const page_views = Math.max(...this.pageViews);
    const engaged = active_time >= 10_000 || page_views > 1 || this.identifiedAt !== null;
    let duration = span;
    let exit_type: string | null = null;
    if (this.closed !== null) {
      exit_type = 'timeout';
      if (this.farewell !== null) exit_type = this.farewell.exit ?? (engaged ? 'exit' : 'bounce');
      const reported = this.farewell?.duration ?? null;
      if (reported !== null && reported < span) duration = reported;
      if (duration < active_time) duration = active_time;
    }
    return {
      started_at: this.start,
      last_activity_at: this.lastActivity,
      expires_at: this.deadline(),
      status: this.closed === null ? 'active' : 'ended',
      ended_at: this.closed?.at ?? null,
      ended_by: this.closed?.by ?? null,
      exit_type,
      exit_url: this.farewell?.url ?? null,
      page_views,
      active_time,
      duration,
      idle_time: duration - active_time,
      engaged,
      lead_id: this.lead,
      identified_at: this.identifiedAt,
      reopened_count: this.reopenings,
    };
  }

  private deadline() {
    return this.expired ?? Math.min(this.lastActivity + this.idle, this.start + DAY);
  }

  private newest(caller: string) {
    return this.clocks.get(caller) ?? 0;
  }

  /** The fastest message of a client shows how wrong its clock is. */
  private sentTime(caller: string, sentAt: number | undefined, at: number) {
    if (sentAt === undefined) return at;
    return sentAt + Math.min(this.skews.get(caller) ?? Infinity, at - sentAt);
  }

  /** A repeated message from before its clock was set, by its present clock. */
  private inPresentTime(caller: string, sentAt: number | undefined, at: number) {
    const former = this.former.get(caller);
    if (sentAt === undefined || former === undefined || sentAt > former.until) return sentAt;
    const isFromTheFuture = sentAt + (this.skews.get(caller) ?? 0) - at > 60_000;
    return isFromTheFuture ? sentAt + former.shift : sentAt;
  }

  private wasSet(caller: string, sentAt: number | undefined, at: number, type: string) {
    if (sentAt === undefined) return false;
    const { first } = this;
    if (type !== 'open' && first.caller === caller && first.sent_at !== undefined) {
      if (first.sent_at - sentAt > 5 * 60_000) return true;
    }
    const fell = (this.clocks.get(caller) ?? sentAt) - sentAt;
    if (this.closed === null && type !== 'end' && fell > 30 * 60_000) return true;
    // Two in a row with the same delay: the clock was set, the messages were not slow.
    const doubt = this.doubts.get(caller);
    if (doubt === undefined || fell <= 60_000 || at - doubt.at < 10_000) return false;
    return Math.abs(at - sentAt - (doubt.at - doubt.sent)) <= 500;
  }

  private noteClock(caller: string, sentAt: number | undefined, at: number, type: string) {
    if (sentAt === undefined) return;
    if (this.wasSet(caller, sentAt, at, type)) {
      this.restate(caller, sentAt, at);
      return;
    }
    this.skews.set(caller, Math.min(this.skews.get(caller) ?? Infinity, at - sentAt));
    this.clocks.set(caller, Math.max(this.clocks.get(caller) ?? sentAt, sentAt));
    const isBehind = this.newest(caller) - sentAt > 60_000 && this.closed === null;
    if (!isBehind) this.doubts.delete(caller);
    else if (this.doubts.get(caller)?.sent !== sentAt)
      this.doubts.set(caller, { sent: sentAt, at });
  }

  private restate(caller: string, sentAt: number, at: number) {
    const until = this.clocks.get(caller) ?? sentAt;
    const shift = (this.skews.get(caller) ?? at - until) - (at - sentAt);
    for (const closing of this.closings) if (closing.caller === caller) closing.sent_at += shift;
    if (this.first.caller === caller && this.first.sent_at !== undefined) {
      // It is recognised by its original time as well, whatever the clock has become since.
      if (!this.former.has(caller)) {
        const intent = `${caller} ${this.first.sent_at}`;
        if (!this.opens.slice(1).includes(intent)) this.opens.push(intent);
      }
      this.opens[0] = `${caller} ${this.first.sent_at + shift}`;
      this.first = { caller, sent_at: this.first.sent_at + shift };
    }
    this.former.set(caller, { until, shift });
    this.doubts.delete(caller);
    this.clocks.set(caller, sentAt);
    this.skews.set(caller, at - sentAt);
  }

  /** Undoes what a refused message has changed. */
  private remember() {
    const before = {
      clocks: new Map(this.clocks),
      skews: new Map(this.skews),
      doubts: new Map(this.doubts),
      former: new Map(this.former),
      first: this.first,
      opens: [...this.opens],
    };
    const closings = this.closings.map((closing) => ({ ...closing }));
    return () => Object.assign(this, { ...before, closings });
  }

  /** A page can report ten page views at once and two more each second. */
  private count(reported: Reported, at: number) {
    const most = 10 + Math.floor((at - this.start) / 500);
    const pageViews = reported.page_views ?? 0;
    this.pageViews.push(reported.caller === 'browser' ? Math.min(pageViews, most) : pageViews);
    this.activeTimes.push(reported.active_time ?? 0);
  }
}
