/** The visitors of the period who came most often, and one of them. */
import { api } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { short, whole } from '../format/numbers';
import { Empty } from '../overview/empty';
import { Master } from '../shell/master';
import { FailureNotice } from '../shell/notice';
import { hrefOf } from '../state/place';
import { useQuestion } from '../state/question';
import { Visitor } from './visitor';

/** Enough to look through; who looks for somebody filters. */
const MOST = 100;

export function Visitors() {
  return <Master list={<VisitorList />} one={(id) => <Visitor id={id} />} />;
}

function VisitorList() {
  const question = { ...useQuestion(), by: 'visitor_id' as const, limit: MOST };
  const { data, error, isOld } = useAnswer(JSON.stringify(question), (options) =>
    api.getBreakdown(question, options),
  );
  const rows = data?.rows ?? [];
  if (data !== null && !isOld && rows.length === 0) return <Empty />;
  return (
    <>
      <FailureNotice error={error} />
      <section class={`card rows ${isOld && data !== null ? 'old' : ''}`} aria-label="Visitors">
        <header>
          <p>Who came most often in this period</p>
        </header>
        {data === null && error === null && <p class="empty">Loading …</p>}
        {rows.length > 0 && (
          <table class="list visitors">
            <thead>
              <tr>
                <th scope="col">Visitor</th>
                <th scope="col" class="number">
                  Sessions
                </th>
                <th scope="col" class="number">
                  Engaged
                </th>
                <th scope="col" class="number">
                  Views
                </th>
                <th scope="col" class="number">
                  With a lead
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ value, sessions, engaged, page_views, identified }) => (
                <tr key={String(value)}>
                  <th scope="row">
                    <a
                      data-row
                      class="open id"
                      title={String(value)}
                      href={hrefOf({ id: String(value) })}
                    >
                      {String(value).slice(0, 8)}
                    </a>
                  </th>
                  <td class="number">{whole(sessions)}</td>
                  <td class="number">{whole(engaged)}</td>
                  <td class="number" title={whole(page_views)}>
                    {short(page_views)}
                  </td>
                  <td class="number">{whole(identified)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {data?.other != null && (
          <p class="faint end">
            Other visitors have {whole(data.other.sessions)} more sessions: filters find them.
          </p>
        )}
      </section>
    </>
  );
}
