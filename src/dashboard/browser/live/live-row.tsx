/** One who is here, has just come, or has just left. */
import { nameValue } from '../format/names';
import { whole } from '../format/numbers';
import { clock, duration, moment } from '../format/times';
import { Who } from '../people/who';
import { Value } from '../sessions/value';
import { hrefOf, viewAt } from '../state/place';
import { useSight } from '../state/site';
import type { Seen } from './arrivals';

type RowProps = { seen: Seen; now: number; nameOf: (leadId: string) => string };

export function LiveRow({ seen, now, nameOf }: RowProps) {
  const { timezone } = useSight().site;
  const { session, isNew, goneAt } = seen;
  const { session_id, current_page, started_at, last_activity_at, city, country } = session;
  const state = goneAt !== null ? 'gone' : isNew ? 'new' : '';
  return (
    <li class={state}>
      <div>
        <div class="row">
          <span class="page">
            <a
              data-row
              class="open"
              href={hrefOf(viewAt('sessions', session_id))}
              title={current_page ?? undefined}
            >
              {nameValue('exit_page', current_page)}
            </a>
            <span class="second">
              <Who visitorId={session.visitor_id} leadId={session.lead_id} nameOf={nameOf} />
            </span>
          </span>
          <span class="source">
            <Value name="source" value={session.source} />
            <Value name="channel" value={session.channel} class="second" />
          </span>
          <span class="place">
            <Value name={city === null ? 'country' : 'city'} value={city ?? country} />
            {city !== null && <Value name="country" value={country} class="second" />}
          </span>
          <span class="device">
            <Value name="browser" value={session.browser} />
            <Value name="device_type" value={session.device_type} class="second" />
          </span>
          <span class="number">
            <span title={`Since ${moment(started_at, timezone)}`}>
              {goneAt === null ? `since ${clock(started_at, timezone)}` : 'gone'}
            </span>
            <span class="second" title={moment(last_activity_at, timezone)}>
              {whole(session.page_views)} {session.page_views === 1 ? 'page' : 'pages'} ·{' '}
              {sinceWords(now - last_activity_at)}
            </span>
          </span>
        </div>
      </div>
    </li>
  );
}

/** Of less than it takes to ask again nothing is known. */
function sinceWords(ms: number): string {
  return ms < 10_000
    ? 'active now'
    : `${duration(Math.floor(ms / 5000) * 5000).replace(/ 00 s$/, '')} ago`;
}
