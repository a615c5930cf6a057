/**
 * What is stored of a session, in its object and in its record, is of the shape of the code that wrote it. One
 * function reads every shape that ever stood on main, so that no deploy makes a session unreadable. A shape that
 * is newer than this code throws: it is left as it is.
 *
 * - none: no `shape`. Of the oldest of them `merge` has no `closings`, and of the very oldest no `follower_id` either;
 *   objects stored a tree where later ones store JSON text.
 * - 2: last writers by field and key (`writers`), and the skew of each clock.
 */
import { type MergeState, type Session, SHAPE, type Writers } from './session';

/** As stored before there were shapes. */
type Unshaped = Omit<Session, 'shape' | 'merge' | 'writers'> & {
  shape?: undefined;
  merge: Omit<MergeState, 'skews' | 'closings'> &
    Partial<Pick<MergeState, 'closings'> & Pick<Writers, 'follower_id'>>;
};

/** Reads a stored state of any shape. Throws for one that this code does not know. */
export function upgrade(stored: unknown): Session {
  const value: { shape?: unknown } = Object(stored);
  if (value.shape === undefined) return fromUnshaped(value as Unshaped);
  if (value.shape === SHAPE) return value as Session;
  throw new Error(
    `a session is stored in shape ${String(value.shape)}, which this version does not know`,
  );
}

function fromUnshaped(stored: Unshaped): Session {
  const { follower_id = null, ...merge } = stored.merge;
  const opens: Writers['opens'] = {};
  // The newest that was heard may have been an open: its repetition is not to reopen anything.
  if (merge.clocks.browser !== undefined) opens.browser = [merge.clocks.browser];
  if (merge.clocks.server !== undefined) opens.server = [merge.clocks.server];
  const skews: MergeState['skews'] = {};
  // The newest message moved activity to when it arrived, or shortly before: anything sent earlier is older.
  for (const caller of ['browser', 'server'] as const) {
    const sent = merge.clocks[caller];
    if (sent !== undefined) skews[caller] = stored.last_activity_at - sent;
  }
  return {
    ...stored,
    shape: SHAPE,
    merge: { ...merge, closings: merge.closings ?? {}, skews },
    // Who wrote what is not known, only that it was by then.
    writers: {
      first: ['arrival', stored.last_activity_at],
      custom_data: {},
      consent: {},
      opens,
      follower_id,
    },
  };
}
