/**
 * A record on its way to D1: packed by the object that decided it, written by the Worker. The two are deployed apart, so
 * `layout` names the columns and a Worker writes only what has exactly its own. Packed for that reason and not for speed: a
 * session handed over as it is makes the same rate.
 */
import type { Session } from '../life/session';
import { COUNTED_COLUMNS, countedValues, DETAIL_COLUMNS, detailValues } from './columns';

/** The columns, by name and in order. The number grows when a column comes to mean something else. */
const LAYOUT = `3 ${COUNTED_COLUMNS.join()};${DETAIL_COLUMNS.join()}`;

/** `counted` and `details`: the values of the columns of the two rows, as JSON arrays. */
export type PackedRecord = Pick<
  Session,
  'session_id' | 'site_id' | 'visitor_id' | 'lead_id' | 'version' | 'started_at'
> & { layout: string; counted: string; details: string };

/** Time is not passed first: the record says what was stored. */
export function packRecord(session: Session): PackedRecord {
  const { session_id, site_id, visitor_id, lead_id, version, started_at } = session;
  const [counted, details] = [countedValues(session), detailValues(session)];
  return {
    layout: LAYOUT,
    session_id,
    site_id,
    visitor_id,
    lead_id,
    version,
    started_at,
    counted: JSON.stringify(COUNTED_COLUMNS.map((column) => counted[column])),
    details: JSON.stringify(DETAIL_COLUMNS.map((column) => details[column])),
  };
}

/** Whether this version of the code can write what an object has packed, which may run another version. */
export function isKnownLayout(record: { layout?: unknown }): boolean {
  return record.layout === LAYOUT;
}
