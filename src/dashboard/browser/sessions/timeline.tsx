/** A session from its beginning to its end. */
import { nameValue } from '../format/names';
import { clock, duration, moment, weekday } from '../format/times';
import { useLeadNames } from '../people/lead-names';
import { hrefOf, viewAt } from '../state/place';
import { useSight } from '../state/site';
import { type Explained, eventsOf, type SessionEvent } from './events';
import { Value } from './value';

export function Timeline({ session }: { session: Explained }) {
  const { site } = useSight();
  const { timezone } = site;
  const nameOf = useLeadNames([session.lead_id]);
  const from = session.started_at;
  return (
    <ol class="timeline">
      {eventsOf(session).map((event, i) => (
        <li key={i} class={event.kind}>
          {event.at === null ? (
            <span class="at" />
          ) : (
            <time
              class="at"
              dateTime={new Date(event.at).toISOString()}
              title={moment(event.at, timezone)}
            >
              {weekday(event.at, timezone) === weekday(from, timezone)
                ? seconds(event.at, timezone)
                : `${weekday(event.at, timezone)}, ${clock(event.at, timezone)}`}
            </time>
          )}
          <span class="what">
            <What event={event} nameOf={nameOf} />
          </span>
        </li>
      ))}
    </ol>
  );
}

/** 13:05:09. */
const seconds = (at: number, tz: string) => moment(at, tz).split(', ')[1] ?? clock(at, tz);

function What({ event, nameOf }: { event: SessionEvent; nameOf: (id: string) => string }) {
  switch (event.kind) {
    case 'began':
      if (event.follows === null) return <>The visit began</>;
      return (
        <span>
          The visit began, after{' '}
          <a href={hrefOf(viewAt('sessions', event.follows))}>an earlier one</a>
        </span>
      );
    case 'page':
      return (
        <>
          {/* Sessions are counted by their entry pages, and not by all that they have seen. */}
          {event.isEntry ? <Value name="entry_page" value={event.path} /> : event.path}
          {event.untilMs >= 1000 && (
            <span class="faint" title="Until the next page, or the last sign of life">
              {duration(event.untilMs)}
            </span>
          )}
        </>
      );
    case 'views':
      return (
        <span class="faint">
          {event.count} more page {event.count === 1 ? 'view' : 'views'}, of pages seen before
          {event.isCut && ', or after the 50th'}
        </span>
      );
    case 'identified':
      if (event.leadId === null) return <>Said who they are</>;
      return (
        <span>
          Identified as <a href={hrefOf(viewAt('leads', event.leadId))}>{nameOf(event.leadId)}</a>
        </span>
      );
    case 'returned':
      return <>Went and came back{event.count === 1 ? '' : `, ${event.count} times`}</>;
    case 'seen':
      return <>Last sign of life so far</>;
    case 'ended':
      return (
        <>
          {ENDS[event.by ?? 'client']}
          {event.exit !== null && (
            <Value name="exit_type" value={event.exit} class="second">
              {nameValue('exit_type', event.exit)}
            </Value>
          )}
        </>
      );
    default:
      return event satisfies never;
  }
}

const ENDS = {
  client: 'The visit ended',
  idle: 'The visit ended: nothing was heard any more',
  max_length: 'The visit ended: it was as long as one may be',
};
