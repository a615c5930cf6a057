/**
 * A stored session has the shape of the code version that wrote it. `upgrade` reads every shape that was ever released, so
 * that no deploy makes a session unreadable. It throws for a newer shape, which is left as it is.
 *
 * - none: no `shape`. Of the oldest of them `merge` has no `closings`, and of the very oldest no `follower_id` either;
 *   objects stored a tree where later ones store JSON text.
 * - 2: last writers by field and key (`writers`), and the skew of each clock.
 * - 3: where the visitor came from, beyond referrer and campaign (`Arrival`), and the pages seen.
 */
import { firstPage } from './pages';
import {
  type Arrival,
  type MergeState,
  type Session,
  SHAPE,
  type UtmParams,
  type Writers,
} from './session';

/** As stored in shape 2; with more, where a newer Worker told an older object. */
type Shape2 = Omit<Session, 'shape' | 'writers' | keyof Arrival> &
  Pick<Session, 'referrer'> & {
    shape: 2;
    utm_params: Partial<Session['utm_params']>;
    writers: Omit<Writers, 'pages'>;
  };

/** As stored before there were shapes. */
type Unshaped = Omit<Shape2, 'shape' | 'merge' | 'writers'> & {
  shape?: undefined;
  merge: Omit<MergeState, 'skews' | 'closings'> &
    Partial<Pick<MergeState, 'closings'> & Pick<Writers, 'follower_id'>>;
};

/** Reads a stored state of any shape. Throws for one that this code does not know. */
export function upgrade(stored: unknown): Session {
  const value: { shape?: unknown } = Object(stored);
  if (value.shape === SHAPE) return value as Session;
  if (value.shape === 2) return fromShape2(value as Shape2);
  if (value.shape === undefined) return fromShape2(fromUnshaped(value as Unshaped));
  throw new Error(
    `a session is stored in shape ${String(value.shape)}, which this version does not know`,
  );
}

function fromShape2(stored: Shape2): Session {
  const { landing_url, current_url, merge, writers } = stored;
  const pages = {
    ...(merge.current_url && firstPage(current_url, merge.current_url)),
    ...firstPage(landing_url, writers.first),
  };
  return { ...completeArrival(stored), writers: { ...writers, pages }, shape: SHAPE };
}

function fromUnshaped(stored: Unshaped): Shape2 {
  const { follower_id = null, ...merge } = stored.merge;
  const opens: Writers['opens'] = {};
  // The newest message may have been an open, whose repetition must not reopen the session.
  if (merge.clocks.browser !== undefined) opens.browser = [merge.clocks.browser];
  if (merge.clocks.server !== undefined) opens.server = [merge.clocks.server];
  const skews: MergeState['skews'] = {};
  // The newest message arrived at about the last activity, which gives the skew of its clock.
  for (const caller of ['browser', 'server'] as const) {
    const sent = merge.clocks[caller];
    if (sent !== undefined) skews[caller] = stored.last_activity_at - sent;
  }
  return {
    ...stored,
    shape: 2,
    merge: { ...merge, closings: merge.closings ?? {}, skews },
    // The last writers are unknown; the last activity is the latest that they can have written.
    writers: {
      first: ['arrival', stored.last_activity_at],
      custom_data: {},
      consent: {},
      opens,
      follower_id,
    },
  };
}

type ToldArrival = Partial<Omit<Arrival, 'utm_params'>> & { utm_params: Partial<UtmParams> };

/** Adds what an older version of the Worker does not tell, as unknown. */
export function completeArrival<Told extends ToldArrival>(told: Told): Told & Arrival {
  return {
    referrer: null,
    referrer_host: null,
    referrer_is_internal: false,
    click_id: null,
    source: null,
    channel: null,
    ...told,
    utm_params: { ...NO_CAMPAIGN, ...told.utm_params },
  };
}

const NO_CAMPAIGN: UtmParams = {
  source: null,
  medium: null,
  campaign: null,
  term: null,
  content: null,
  id: null,
};
