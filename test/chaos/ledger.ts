/**
 * What one session has acknowledged, and what follows for every later answer. A fact counts from the moment
 * its answer arrives: a request sent after that must show it, whatever was broken in between.
 */
import type { SessionView } from '../../src/session/life/view.ts';
import {
  type Attempts,
  latest,
  type Moment,
  NEVER,
  Shown,
  shownOf,
  THINGS,
  type Thing,
} from './attempts.ts';
import { mayBeOlder } from './workers/plan.ts';

/** How a session ended, for each number of times it had been reopened. */
type Ending = Pick<SessionView, 'ended_at' | 'ended_by' | 'exit_url' | 'exit_type'>;
/** What is fixed when a session is opened. */
const OPENING = [
  'site_id',
  'visitor_id',
  'fingerprint',
  'started_at',
  'landing_url',
  'referrer',
  'utm_params',
  'device',
  'browser',
  'location',
  'is_bot',
  'bot_reason',
  'previous_session_id',
] as const;
/** What was known when a request was sent. */
export type Floor = {
  moment: Moment;
  page_views: number;
  active_time: number;
  last_activity_at: number;
  reopened: number;
  hasEnded: boolean;
  isFinal: boolean;
  keys: number;
  hasConsent: boolean;
  identified_at: number;
  /** What was shown of what may be replaced. */
  things: Record<Thing, Shown<unknown>>;
  leads: Shown<string | null>;
  identifications: Shown<number>;
  /** Leads that the session was shown to be identified as; any other is only linked, and gives way. */
  identifiedAs: Set<string>;
  /** What the end reported, for that number of reopenings. */
  exit_url: string | null;
};

/** Nothing was known. */
export function emptyFloor(): Floor {
  return {
    moment: NEVER,
    page_views: 0,
    active_time: 0,
    last_activity_at: 0,
    reopened: 0,
    hasEnded: false,
    isFinal: false,
    keys: 0,
    hasConsent: false,
    identified_at: 0,
    things: { url: new Shown(), key: new Shown() },
    leads: new Shown(),
    identifications: new Shown(),
    identifiedAs: new Set(),
    exit_url: null,
  };
}

export class SessionLedger {
  readonly session_id: string;
  readonly site_id: string;
  readonly visitor: string;
  /** It has been acknowledged that it exists. */
  isKnown = false;
  newReported = 0;
  /** Opens of which nobody knows what they did. */
  maybeOpens = 0;
  endsSent = 0;
  /** The largest total reported and acknowledged. */
  activeReported = 0;
  /** The tasks reported: one, unless the lead was to be replaced. */
  readonly tasks = new Set<string>();
  isReplaced = false;
  /** Asked for, and perhaps done; or acknowledged. */
  erasure: 'asked' | 'done' | null = null;
  /** Attempts of other sites to open it that are under way. */
  foreignOpens = 0;
  /** The numbers that the acknowledged reopenings brought. */
  readonly reopenings = new Set<number>();
  /** What came with each exit URL. */
  readonly ends = new Map<
    string,
    { exit_type?: string | undefined; duration?: number | undefined }
  >();
  /** Shared with the sessions that this one follows. */
  readonly attempts: Attempts;
  /** Keys of custom data, in the order in which they were acknowledged. */
  readonly keys: string[] = [];
  readonly history: string[] = [];
  #keySet = new Set<string>();
  #endings = new Map<number, Ending>();
  #shown: SessionView | null = null;
  #floor = emptyFloor();

  constructor(sessionId: string, siteId: string, visitor: string, attempts: Attempts) {
    this.session_id = sessionId;
    this.site_id = siteId;
    this.visitor = visitor;
    this.attempts = attempts;
  }

  get shown(): SessionView | null {
    return this.#shown;
  }

  get isFinal(): boolean {
    return this.#floor.isFinal;
  }

  floor(): Floor {
    const { reopened, moment, things, leads, identifications, identifiedAs } = this.#floor;
    const ending = this.#endings.get(reopened);
    return {
      ...this.#floor,
      moment: { ...moment, askedAt: performance.now() },
      things: { url: things.url.copy(), key: things.key.copy() },
      leads: leads.copy(),
      identifications: identifications.copy(),
      identifiedAs: new Set(identifiedAs),
      hasEnded: ending !== undefined,
      exit_url: ending?.exit_url ?? null,
      keys: this.keys.length,
    };
  }

  /** It has been answered that this session is final. */
  markFinal(): void {
    this.#floor.isFinal = true;
  }

  keep(key: string): void {
    if (this.#keySet.has(key)) return;
    this.#keySet.add(key);
    this.keys.push(key);
  }

  /** What is wrong with an answer to a request that was sent when `floor` was known. */
  check(view: SessionView, floor: Floor): string[] {
    const wrong: string[] = [];
    const must = (rule: boolean, words: string) => void (rule || wrong.push(words));
    const fell = (name: string, shown: number, known: number) =>
      must(shown >= known, `${name} fell from ${known} to ${shown}`);
    fell('page_views', view.page_views, floor.page_views);
    fell('active_time', view.active_time, floor.active_time);
    fell('last_activity_at', view.last_activity_at, floor.last_activity_at);
    fell('reopened_count', view.reopened_count, floor.reopened);
    const lost = this.keys.slice(0, floor.keys).filter((key) => view.custom_data[key] !== key);
    must(lost.length === 0, `custom_data lost ${lost.join(', ')}`);
    const consent = view.consent.analytics;
    must(
      consent === undefined ? !floor.hasConsent : this.attempts.mayHaveConsented(consent),
      `consent is ${consent}`,
    );
    fell('identified_at', view.identified_at ?? 0, floor.identified_at);
    const identified = floor.identifications.sinceOthers(view.identified_at ?? 0);
    must(
      identified === null || this.attempts.mayHaveReplaced(() => true, this.session_id, identified),
      'identified_at changed',
    );
    for (const thing of THINGS) wrong.push(...this.#checkThing(thing, view, floor));
    wrong.push(...this.#checkDuration(view));
    const known = this.#shown;
    for (const name of known === null ? [] : OPENING) {
      must(JSON.stringify(view[name]) === JSON.stringify(known?.[name]), `${name} changed`);
    }
    const isLive = view.status === 'active';
    must(isLive === (view.ended_at === null), 'status and ended_at disagree');
    must(!(floor.isFinal && isLive), 'a final session is live again');
    must(
      !(floor.hasEnded && isLive && view.reopened_count === floor.reopened),
      'an ended session is live again, and was not reopened',
    );
    if (!isLive && floor.exit_url !== null && view.reopened_count === floor.reopened) {
      must(view.exit_url === floor.exit_url, `exit_url was ${floor.exit_url}, is ${view.exit_url}`);
    }
    if (!isLive) wrong.push(...this.#checkEnding(view));
    return wrong;
  }

  /** What is shown in place of another value was sent since, and was not older than what its sender had sent by then. */
  #checkThing(thing: Thing, view: SessionView, floor: Floor): string[] {
    const shown = shownOf(thing, view);
    const since = floor.things[thing].sinceOthers(shown) ?? (shown === null ? null : NEVER);
    return since === null ||
      this.attempts.mayHaveMoved(
        thing,
        shown,
        this.session_id,
        this.knowsWriters ? since : { ...NEVER, askedAt: since.askedAt },
      )
      ? []
      : [`${thing} must not be ${shown} any more`];
  }

  /** No older version has forgotten who wrote what. */
  get knowsWriters(): boolean {
    return !mayBeOlder(this.session_id);
  }

  /** From start to end, unless the end reported less: but never less than was active. */
  #checkDuration(view: SessionView): string[] {
    const span = (view.ended_at ?? view.last_activity_at) - view.started_at;
    const reported = this.ends.get(view.exit_url ?? '')?.duration ?? span;
    const due = Math.max(view.active_time, Math.min(reported, span));
    return view.duration === due
      ? []
      : [`duration is ${view.duration} of ${span}, reported ${reported}`];
  }

  /** The first end is kept; only what it did not report is filled in. */
  #checkEnding(view: SessionView): string[] {
    const wrong: string[] = [];
    const before = this.#endings.get(view.reopened_count);
    if (before !== undefined) {
      if (view.ended_by !== before.ended_by) {
        wrong.push(`ended_by was ${before.ended_by}, is ${view.ended_by}`);
      }
      // An end that is reported after the idle timeout moves it, once. Answers come in any order.
      const mayMove = view.ended_by === 'idle' && !(view.exit_url && before.exit_url);
      if (view.ended_at !== before.ended_at && !mayMove) {
        wrong.push(`ended_at was ${before.ended_at}, is ${view.ended_at}`);
      }
      if ((view.ended_at ?? 0) > view.expires_at) wrong.push('ended_at is after the expiry');
    }
    if (view.exit_url === null) return wrong;
    if (!this.ends.has(view.exit_url)) wrong.push(`nobody reported ${view.exit_url}`);
    const reported = this.ends.get(view.exit_url)?.exit_type;
    if (reported !== undefined && view.exit_type !== reported) {
      wrong.push(`exit_type is ${view.exit_type}, reported was ${reported}`);
    }
    if (reported === undefined && view.exit_type !== (view.engaged ? 'exit' : 'bounce')) {
      wrong.push(`exit_type is ${view.exit_type}, engaged ${view.engaged}`);
    }
    return wrong;
  }

  /**
   * Answers arrive in any order, so each fact is kept at its highest. `moment`: what the answer is known to come after.
   * Says what contradicts.
   */
  absorb(view: SessionView, moment: Moment): string[] {
    const wrong: string[] = [];
    const floor = this.#floor;
    floor.moment = latest(floor.moment, moment);
    for (const thing of THINGS) floor.things[thing].add(shownOf(thing, view), moment);
    // Another session of the visitor may bring a lead at any time, but only the first.
    if (view.lead_id !== null) floor.leads.add(view.lead_id, moment);
    if (view.identified_at !== null) {
      floor.identifications.add(view.identified_at, moment);
      floor.identifiedAs.add(view.lead_id ?? '');
    }
    this.isKnown = true;
    if (this.#shown === null || view.last_activity_at >= this.#shown.last_activity_at) {
      this.#shown = view;
    }
    floor.page_views = Math.max(floor.page_views, view.page_views);
    floor.active_time = Math.max(floor.active_time, view.active_time);
    floor.last_activity_at = Math.max(floor.last_activity_at, view.last_activity_at);
    floor.reopened = Math.max(floor.reopened, view.reopened_count);
    floor.hasConsent ||= 'analytics' in view.consent;
    floor.identified_at = Math.max(floor.identified_at, view.identified_at ?? 0);
    if (view.status === 'active') return wrong;
    const before = this.#endings.get(view.reopened_count);
    const { ended_at, ended_by, exit_url, exit_type } = view;
    if (before?.exit_url && exit_url && before.exit_url !== exit_url) {
      wrong.push(`exit_url was ${before.exit_url}, is ${exit_url}`);
    }
    if (!before?.exit_url) {
      this.#endings.set(view.reopened_count, {
        ended_at,
        ended_by,
        exit_url,
        exit_type,
      });
    }
    return wrong;
  }
}
