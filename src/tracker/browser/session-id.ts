/** The id of the current session: from the record, or a new one when that session has expired. */
import { takeActiveTime } from './attention.ts';
import { pendingMessages } from './outbox.ts';
import { liveId, readRecord, updateRecord } from './record.ts';

/**
 * A UUID v7: from its time the API knows that no older session has this id. The random part is taken from the UUID v4 in
 * a blob URL, because `crypto.randomUUID` is missing on pages by plain HTTP.
 */
const createSessionId = () =>
  `0${Date.now().toString(16)}`.replace(/.{8}/, '$&-') +
  `-7${URL.createObjectURL(new Blob()).slice(-21)}`;

/**
 * Replaces the session in the record by a new one with empty totals. A saved end is moved to the outbox. `sent_at`
 * changes in the same write and so differs from `left_at`: other tabs must not take this change for an end.
 */
export function startNewSession(): string {
  const { farewell, previous_session_id, session_id } = readRecord();
  const id = createSessionId();
  takeActiveTime();
  updateRecord({
    previous_session_id: session_id ?? previous_session_id,
    session_id: id,
    opened_at: undefined,
    sent_at: Date.now(),
    page_views: 0,
    active_time: 0,
    farewell: '',
    ...(farewell && { outbox: [...pendingMessages(), farewell], custom_data: undefined }),
  });
  return id;
}

/** The id of the current session, or of a new one. */
export const ensureSessionId = () => liveId() ?? startNewSession();
