/** What another version of the code leaves behind or sends, while a deploy is under way. */

import type { Session } from '../../../src/session/life/session';
import type { PackedRecord } from '../../../src/session/record/pack';

/** A version to come: one column more, and the first one with another meaning. None that this Worker may write. */
export function otherLayout(unwritten: PackedRecord): PackedRecord {
  const [siteId, ...values] = JSON.parse(unwritten.counted);
  const counted = [`of-another-version-${siteId}`, ...values, 1];
  return { ...unwritten, layout: `${unwritten.layout},added`, counted: JSON.stringify(counted) };
}

/** As stored before states had a `shape`; null for one that such a version could not have written. */
export function olderShape(text: string): string | null {
  const stored: Session = JSON.parse(text);
  const { shape, writers, referrer_host, referrer_is_internal, ...rest } = stored;
  if (shape === undefined) return null;
  const { click_id, source, channel, ...session } = rest;
  const { skews: _, current_url: __, expired_at: ___, ...merge } = session.merge;
  return JSON.stringify({ ...session, merge: { ...merge, follower_id: writers.follower_id } });
}
