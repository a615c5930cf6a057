/** Sessions, one a row: a click on the row opens it, one on a value of it counts those sessions alone. */
import type { Schemas } from '../../../client/client';
import { whole } from '../format/numbers';
import { ago, clock, duration, moment } from '../format/times';
import { useLeadNames } from '../people/lead-names';
import { Who } from '../people/who';
import { hrefOf, viewAt } from '../state/place';
import { useSight } from '../state/site';
import { Marks } from './marks';
import { Value } from './value';

export type ListedSession = Schemas['ListedSession'];

type TableProps = {
  sessions: readonly ListedSession[];
  /** Where they are all of one visitor, that is no news. */
  withWho?: boolean;
};

export function SessionTable({ sessions, withWho = true }: TableProps) {
  const { site } = useSight();
  const nameOf = useLeadNames(withWho ? sessions.map(({ lead_id }) => lead_id) : []);
  const now = Date.now();
  return (
    <table class={withWho ? 'list sessions' : 'list sessions of-one'}>
      <thead>
        <tr>
          <th scope="col">Began</th>
          {withWho && <th scope="col">Who</th>}
          <th scope="col">Source</th>
          <th scope="col" class="entry">
            Pages
          </th>
          <th scope="col">Place</th>
          <th scope="col" class="device">
            Device
          </th>
          <th scope="col" class="number views">
            Views
          </th>
          <th scope="col" class="number duration">
            Duration
          </th>
          <th scope="col" class="state">
            <span class="hidden">State</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => {
          const { session_id, started_at, entry_page, exit_page } = session;
          return (
            <tr key={session_id}>
              <th scope="row" class="when">
                <a
                  data-row
                  class="open"
                  href={hrefOf(viewAt('sessions', session_id))}
                  title={moment(started_at, site.timezone)}
                >
                  {ago(started_at, now, site.timezone)}
                </a>
                <small>{clock(started_at, site.timezone)}</small>
              </th>
              {withWho && (
                <td class="who">
                  <Who visitorId={session.visitor_id} leadId={session.lead_id} nameOf={nameOf} />
                </td>
              )}
              <td class="source">
                <Value name="source" value={session.source} />
                <Value name="channel" value={session.channel} class="second" />
              </td>
              <td class="entry">
                <Value name="entry_page" value={entry_page} />
                {exit_page !== null && exit_page !== entry_page && (
                  <Value name="exit_page" value={exit_page} class="second">
                    {`→ ${exit_page}`}
                  </Value>
                )}
              </td>
              <td class="place">
                <Value
                  name={session.city === null ? 'country' : 'city'}
                  value={session.city ?? session.country}
                />
                {session.city !== null && (
                  <Value name="country" value={session.country} class="second" />
                )}
              </td>
              <td class="device">
                <Value name="browser" value={session.browser} />
                <span class="seconds">
                  <Value name="device_type" value={session.device_type} class="second" />
                  {session.os !== null && (
                    <>
                      <span class="second"> · </span>
                      <Value name="os" value={session.os} class="second" />
                    </>
                  )}
                </span>
              </td>
              <td class="number views">{whole(session.page_views)}</td>
              <td
                class={session.status === 'active' ? 'number duration so-far' : 'number duration'}
                title={session.status === 'active' ? 'So far, as the record knows it' : undefined}
              >
                {duration(session.duration)}
              </td>
              <td class="state">
                <Marks session={session} now={now} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
