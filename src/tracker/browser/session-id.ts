/** Which session it is: the one in the record, or the one that follows when that one is over. */
import { takeActiveTime } from './attention.ts';
import { pendingMessages } from './outbox.ts';
import { liveId, readRecord, updateRecord } from './record.ts';

/**
 * A UUID v7, whose time tells the API that no old session can have this id. The random part is that of a v4 from where
 * every page gets one: `crypto.randomUUID` is missing without TLS.
 */
const createSessionId = () =>
  `0${Date.now().toString(16)}`.replace(/.{8}/, '$&-') +
  `-7${URL.createObjectURL(new Blob()).slice(-21)}`;

/**
 * The session in the record has come to its end: another one follows, and knows of nothing yet. Written at once: another tab
 * that sees it must not take it for the end.
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

/** The id of a session that is not long over. */
export const ensureSessionId = () => liveId() ?? startNewSession();
