/** Who is here now: asked again and again, but not where nobody looks. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { api, type Data } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { whole } from '../format/numbers';
import { useLeadNames } from '../people/lead-names';
import { FailureNotice } from '../shell/notice';
import { clearFilters, usePlace } from '../state/place';
import { useFilters } from '../state/question';
import { followLive, type Seen } from './arrivals';
import { Counts } from './counts';
import { LiveRow } from './live-row';

/** Who comes is here within 10 s, with what the answer takes; where so many are here, each answer reads a lot. */
const EVERY_MS = 5_000;
const BUSY_EVERY_MS = 10_000;
/** As many as are read by anybody. */
const MOST = 100;

type Answer = Data<'listLiveSessions'>;

export function Live() {
  const question = { ...useFilters(), limit: MOST };
  const key = `live ${JSON.stringify(question)}`;
  const [isBusy, setBusy] = useState(false);
  const { data, error, isOld } = useAnswer(
    key,
    // The next turn comes sooner than another try would.
    (options) => api.listLiveSessions(question, { ...options, retries: 0 }),
    { everyMs: isBusy ? BUSY_EVERY_MS : EVERY_MS },
  );
  const count = data?.count ?? 0;
  useEffect(() => setBusy(count > MOST), [count > MOST]);
  const rows = useRows(isOld ? null : key, data);
  const nameOf = useLeadNames(rows.map(({ session }) => session.lead_id));
  const now = Date.now();
  return (
    <>
      <FailureNotice error={error} />
      <div class={`live-view ${isOld && data !== null ? 'old' : ''}`}>
        <section class="card" aria-label="Who is here">
          <Head data={data} />
          {data !== null && rows.length === 0 && <Nobody />}
          <ul class="here">
            {rows.map((seen) => (
              <LiveRow key={seen.session.session_id} seen={seen} now={now} nameOf={nameOf} />
            ))}
          </ul>
          {data !== null && data.count > data.sessions.length && (
            <p class="faint end">The {whole(data.sessions.length)} who did something last.</p>
          )}
        </section>
        {data !== null && data.count > 0 && (
          <div class="live-counts">
            <Counts title="Pages" by="exit_page" rows={data.pages} />
            <Counts title="Countries" by="country" rows={data.countries} />
            <Counts title="Sources" by="source" rows={data.sources} />
          </div>
        )}
      </div>
    </>
  );
}

/** The rows of the newest answer, each following from those before of the same question. */
function useRows(key: string | null, data: Answer | null): Seen[] {
  const last = useRef<{ key: string | null; data: Answer | null; rows: Seen[] }>({
    key: null,
    data: null,
    rows: [],
  });
  if (data !== null && key !== null && data !== last.current.data) {
    const before = last.current.key === key ? last.current.rows : null;
    const isWhole = data.count === data.sessions.length;
    const rows = followLive(before, data.sessions, { now: Date.now(), isWhole });
    last.current = { key, data, rows };
  }
  return last.current.rows;
}

function Head({ data }: { data: Answer | null }) {
  const count = data?.count ?? 0;
  const isExact = data?.exact ?? true;
  return (
    <header class="live-head">
      <span class={count === 0 ? 'dot none' : 'dot'} />
      <strong>{data === null ? '' : whole(count)}</strong>
      <p>
        {count === 1 ? 'visit' : 'visits'} with a sign of life in the last 5 minutes
        {!isExact && (
          <span class="faint">
            At least: so many are open that only the newest were asked for their state.
          </span>
        )}
      </p>
    </header>
  );
}

function Nobody() {
  const { filters } = usePlace();
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <div class="empty">
      <strong>{isFiltered ? 'Nobody like that is here now' : 'Nobody is here now'}</strong>
      {isFiltered ? (
        <button type="button" onClick={clearFilters}>
          Clear the filters
        </button>
      ) : (
        <p>Who comes appears here by itself.</p>
      )}
    </div>
  );
}
