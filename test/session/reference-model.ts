/**
 * The life of a session once more, as plainly as it can be told: one mutable object, a list of what
 * each client has said, no thought of speed. Written from the design and not from
 * `lifecycle.ts`, so that the two can be held against each other. It leaves out custom data.
 */
import type { SessionEvent } from '../../src/session/lifecycle';

const DAY = 86_400_000;

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
  closings: { caller: string; sent_at: number }[] = [];

  /** 'ok', or why not. */
  tell(event: SessionEvent, at: number): string {
    if (!this.exists && event.type !== 'open') return 'session_not_found';
    if (event.type === 'open' && !this.exists) {
      this.exists = true;
      this.site = event.site_id;
      this.idle = event.opening.idle_timeout_ms;
      this.start = at;
      this.lastActivity = at;
      if (event.url !== undefined) this.pageViews.push(1);
      this.hear(event.caller, event.sent_at);
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
      if (this.closed !== null && at >= this.deadline()) return 'session_final';
      const repeated = this.closed !== null && !this.saysSomethingNew(event.caller, event.sent_at);
      if (repeated) return 'ok';
      if (this.closed !== null) {
        this.closed = null;
        this.farewell = null;
        this.reopenings += 1;
        this.lastActivity = at;
      } else if (this.saysSomethingNew(event.caller, event.sent_at)) {
        this.lastActivity = at;
      }
      this.hear(event.caller, event.sent_at);
    } else if (event.type === 'update') {
      let moment = at;
      if (event.last_activity_at !== undefined) {
        moment = event.last_activity_at;
        if (event.sent_at !== undefined) moment += at - event.sent_at;
        if (moment < this.start) moment = this.start;
        if (moment > at) moment = at;
      }
      const news = this.saysSomethingNew(event.caller, event.sent_at);
      if (this.closed !== null && news && moment > this.closed.at) return 'session_ended';
      if (this.closed === null && news && moment > this.lastActivity) this.lastActivity = moment;
      this.count(event.page_views, event.active_time);
      this.hear(event.caller, event.sent_at);
    } else if (event.type === 'end') {
      const told = event.sent_at;
      const repeated = this.closings.some(
        (c) => c.caller === event.caller && told !== undefined && told <= c.sent_at,
      );
      const stale = repeated || (told !== undefined && told < this.newest(event.caller));
      this.count(event.page_views, event.active_time);
      this.hear(event.caller, event.sent_at, true);
      if (stale || this.farewell !== null) return 'ok';
      if (told !== undefined) this.closings.push({ caller: event.caller, sent_at: told });
      this.farewell = {
        exit: event.exit_type ?? null,
        url: event.exit_url ?? null,
        duration: event.duration ?? null,
      };
      if (this.closed === null) {
        this.lastActivity = at;
        this.closed = { at, by: 'client' };
      }
    }
    return 'ok';
  }

  /** Lets time act, up to this moment. */
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
      const told = this.farewell?.duration ?? null;
      if (told !== null && told < span) duration = told;
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
    return Math.min(this.lastActivity + this.idle, this.start + DAY);
  }

  private newest(caller: string) {
    return this.clocks.get(caller) ?? 0;
  }

  /** A live session's client that is suddenly half an hour younger has had its clock put right. */
  private isCorrected(caller: string, sentAt: number) {
    return this.closed === null && this.newest(caller) - sentAt > this.idle;
  }

  private saysSomethingNew(caller: string, sentAt: number | undefined) {
    if (sentAt === undefined || sentAt > this.newest(caller)) return true;
    return this.isCorrected(caller, sentAt);
  }

  private hear(caller: string, sentAt: number | undefined, isEnd = false) {
    if (sentAt === undefined) return;
    const corrected = !isEnd && this.isCorrected(caller, sentAt);
    if (corrected || sentAt > this.newest(caller)) this.clocks.set(caller, sentAt);
  }

  private count(pageViews = 0, activeTime = 0) {
    this.pageViews.push(pageViews);
    this.activeTimes.push(activeTime);
  }
}
