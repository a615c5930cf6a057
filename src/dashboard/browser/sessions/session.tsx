/** One session: what happened, why it counts as it does, and all that is known of it. */
import { useEffect, useState } from 'preact/hooks';
import type { Schemas } from '../../../client/client';
import { rewriteInstants } from '../../../session/life/instants';
import { api } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { whole } from '../format/numbers';
import { duration, moment } from '../format/times';
import { useLeadNames } from '../people/lead-names';
import { Who } from '../people/who';
import { Detail, DetailFailure } from '../shell/detail';
import { Figures } from '../shell/figures';
import { useSight, useSiteId } from '../state/site';
import { Facts } from './facts';
import { Marks } from './marks';
import { Timeline } from './timeline';

/** Of one that is open: what its visitor does is seen as it happens. */
const OPEN_EVERY_MS = 10_000;

export function Session({ id }: { id: string }) {
  const { site } = useSight();
  const siteId = useSiteId();
  const [isOpen, setOpen] = useState(false);
  const { data, error } = useAnswer(
    `explain ${id}`,
    (options) => api.explainSession({ ...siteId, session_id: id }, options),
    { everyMs: isOpen ? OPEN_EVERY_MS : null },
  );
  const session = data?.session ?? null;
  const status = session?.status;
  useEffect(() => setOpen(status === 'active'), [status]);
  const nameOf = useLeadNames([session?.lead_id ?? null]);
  return (
    <Detail
      up="Sessions"
      title={
        session === null ? (
          <span class="id">{id.slice(0, 8)}</span>
        ) : (
          <>
            <Who visitorId={session.visitor_id} leadId={session.lead_id} nameOf={nameOf} />,{' '}
            {moment(session.started_at, site.timezone)}
          </>
        )
      }
      aside={session !== null && <Marks session={session} now={Date.now()} />}
    >
      <DetailFailure
        error={error}
        missing="Sessions are deleted when they are older than the site keeps them, or when somebody asks for it."
      />
      {session !== null && data !== null && (
        <div class="columns">
          <div>
            <Numbers session={session} />
            <section class="card" aria-label="What happened">
              <h3>What happened</h3>
              <Timeline session={session} />
            </section>
            <section class="card" aria-label="Why">
              <h3>Why it counts as it does</h3>
              <ul class="reasons">
                {data.statements.map(({ about, text }) => (
                  <li key={about}>{rewriteInstants(text, (at) => moment(at, site.timezone))}</li>
                ))}
              </ul>
            </section>
          </div>
          <Facts session={session} />
        </div>
      )}
    </Detail>
  );
}

function Numbers({ session }: { session: Schemas['ExplainedSession'] }) {
  const { page_views, active_time } = session;
  const told: [string, string][] = [
    ['Duration', duration(session.duration)],
    ['Active', duration(active_time)],
    ['Page views', whole(page_views)],
  ];
  return <Figures told={told} />;
}
