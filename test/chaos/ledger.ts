/**
 * What one session has acknowledged, and what follows for every later answer. A fact counts from the moment
 * its answer arrives: a request sent after that must show it, whatever was broken in between.
 */
import type { SessionView } from '../../src/session/view.ts';

/** How a session ended, for each number of times it had been reopened. */
type Ending = Pick<SessionView, 'ended_at' | 'ended_by' | 'exit_url' | 'exit_type'>;
/** What was known when a request was sent. */
export type Floor = {
  page_views: number;
  active_time: number;
  last_activity_at: number;
  reopened: number;
  hasEnded: boolean;
  isFinal: boolean;
  keys: number;
  lead_id: string | null;
  identified_at: number | null;
  /** What the end told, for that number of reopenings. */
  exit_url: string | null;
};

export class SessionLedger {
  readonly session_id: string;
  readonly site_id: string;
  readonly visitor: string;
  /** It has been acknowledged that it exists. */
  isKnown = false;
  newTold = 0;
  /** Opens of which nobody knows what they did. */
  maybeOpens = 0;
  endsSent = 0;
  /** The largest total told and acknowledged. */
  activeTold = 0;
  taskId: string | null = null;
  /** Asked for, and perhaps done; or acknowledged. */
  erasure: 'asked' | 'done' | null = null;
  /** Attempts of other sites to open it that are under way. */
  foreignOpens = 0;
  wantsTask = false;
  /** The numbers that the acknowledged reopenings brought. */
  readonly reopenings = new Set<number>();
  /** The exit type that came with each exit URL. */
  readonly exitTypes = new Map<string, string | undefined>();
  /** Keys of custom data, in the order in which they were acknowledged. */
  readonly keys: string[] = [];
  readonly history: string[] = [];
  #keySet = new Set<string>();
  #endings = new Map<number, Ending>();
  #shown: SessionView | null = null;
  #floor: Floor = {
    page_views: 0,
    active_time: 0,
    last_activity_at: 0,
    reopened: 0,
    hasEnded: false,
    isFinal: false,
    keys: 0,
    lead_id: null,
    identified_at: null,
    exit_url: null,
  };

  constructor(sessionId: string, siteId: string, visitor: string) {
    this.session_id = sessionId;
    this.site_id = siteId;
    this.visitor = visitor;
  }

  get shown(): SessionView | null {
    return this.#shown;
  }

  get isFinal(): boolean {
    return this.#floor.isFinal;
  }

  floor(): Floor {
    const { reopened } = this.#floor;
    const ending = this.#endings.get(reopened);
    return {
      ...this.#floor,
      hasEnded: ending !== undefined,
      exit_url: ending?.exit_url ?? null,
      keys: this.keys.length,
    };
  }

  /** It has been told that this session is over for good. */
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
    const lost = this.keys.slice(0, floor.keys).filter((key) => !(key in view.custom_data));
    must(lost.length === 0, `custom_data lost ${lost.join(', ')}`);
    if (floor.lead_id !== null) {
      must(view.lead_id === floor.lead_id, `lead_id was ${floor.lead_id}, is ${view.lead_id}`);
    }
    if (floor.identified_at !== null) {
      must(view.identified_at === floor.identified_at, 'identified_at changed');
    }
    const known = this.#shown;
    for (const name of ['site_id', 'visitor_id', 'started_at', 'previous_session_id'] as const) {
      if (known !== null) must(view[name] === known[name], `${name} changed`);
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

  /** The first end stands; only what nobody had told is filled in. */
  #checkEnding(view: SessionView): string[] {
    const wrong: string[] = [];
    const before = this.#endings.get(view.reopened_count);
    if (before !== undefined) {
      for (const name of ['ended_at', 'ended_by'] as const) {
        if (view[name] !== before[name])
          wrong.push(`${name} was ${before[name]}, is ${view[name]}`);
      }
    }
    if (view.exit_url === null) return wrong;
    if (!this.exitTypes.has(view.exit_url)) wrong.push(`nobody told ${view.exit_url}`);
    const told = this.exitTypes.get(view.exit_url);
    if (told !== undefined && view.exit_type !== told) {
      wrong.push(`exit_type is ${view.exit_type}, told was ${told}`);
    }
    if (told === undefined && view.exit_type !== (view.engaged ? 'exit' : 'bounce')) {
      wrong.push(`exit_type is ${view.exit_type}, engaged ${view.engaged}`);
    }
    return wrong;
  }

  /** Answers arrive in any order, so each fact is kept at its highest. Says what contradicts. */
  absorb(view: SessionView): string[] {
    const wrong: string[] = [];
    const floor = this.#floor;
    this.isKnown = true;
    if (this.#shown === null || view.last_activity_at >= this.#shown.last_activity_at) {
      this.#shown = view;
    }
    floor.page_views = Math.max(floor.page_views, view.page_views);
    floor.active_time = Math.max(floor.active_time, view.active_time);
    floor.last_activity_at = Math.max(floor.last_activity_at, view.last_activity_at);
    floor.reopened = Math.max(floor.reopened, view.reopened_count);
    floor.lead_id ??= view.lead_id;
    floor.identified_at ??= view.identified_at;
    if (view.status === 'active') return wrong;
    const before = this.#endings.get(view.reopened_count);
    const { ended_at, ended_by, exit_url, exit_type } = view;
    if (before?.exit_url && exit_url && before.exit_url !== exit_url) {
      wrong.push(`exit_url was ${before.exit_url}, is ${exit_url}`);
    }
    if (!before?.exit_url) {
      this.#endings.set(view.reopened_count, { ended_at, ended_by, exit_url, exit_type });
    }
    return wrong;
  }
}
