/** A visitor: when they came, what their sessions come to, who they are, and all their sessions. */
import { api, type Schemas } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { useList } from '../api/use-list';
import { whole } from '../format/numbers';
import { duration, moment } from '../format/times';
import { SessionTable } from '../sessions/session-table';
import { Detail, DetailFailure } from '../shell/detail';
import { Figures } from '../shell/figures';
import { MoreRows } from '../shell/more-rows';
import { hrefOf, viewAt } from '../state/place';
import { useSight, useSiteId } from '../state/site';
import { nameLead } from './lead-names';

const ROWS = 50;

export function Visitor({ id }: { id: string }) {
  const siteId = useSiteId();
  const { data: visitor, error } = useAnswer(`visitor ${id}`, (options) =>
    api.getVisitor({ ...siteId, visitor_id: id }, options),
  );
  const list = useList(
    `sessions of visitor ${id}`,
    (after, options) =>
      api.listVisitorSessions({ ...siteId, ...after, visitor_id: id, limit: ROWS }, options),
    ({ sessions }) => sessions,
  );
  const lead = visitor?.lead ?? null;
  return (
    <Detail
      up="Visitors"
      title={lead === null ? <span class="id">{id.slice(0, 8)}</span> : nameLead(lead)}
      aside={lead !== null && <a href={hrefOf(viewAt('leads', lead.lead_id))}>Their lead</a>}
    >
      <DetailFailure
        error={error ?? list.error}
        missing="No session of this visitor is kept any more, or there never was one."
      />
      {visitor !== null && <Numbers visitor={visitor} />}
      {list.data !== null && list.data.length > 0 && (
        <section class="card rows" aria-label="Sessions">
          <h3>Sessions</h3>
          <SessionTable sessions={list.data} withWho={false} />
          <MoreRows list={list} />
        </section>
      )}
    </Detail>
  );
}

function Numbers({ visitor }: { visitor: Schemas['Visitor'] }) {
  const { timezone } = useSight().site;
  const { totals } = visitor;
  const told: [string, string][] = [
    ['Sessions', whole(visitor.sessions)],
    ['Page views', whole(totals.page_views)],
    ['Time in all', duration(totals.duration)],
    ['Active', duration(totals.active_time)],
    ['First seen', moment(visitor.first_seen_at, timezone)],
    ['Last seen', moment(visitor.last_seen_at, timezone)],
  ];
  return <Figures told={told} />;
}
