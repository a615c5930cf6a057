/** The visitors of the period who came most often, those who are searched for, and one of them. */
import { useEffect } from 'preact/hooks';
import { api } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { short, whole } from '../format/numbers';
import { Empty } from '../overview/empty';
import { Master } from '../shell/master';
import { FailureNotice } from '../shell/notice';
import { SearchField } from '../shell/search-field';
import { go, hrefOf, usePlace } from '../state/place';
import { useQuestion } from '../state/question';
import { MAX_SEARCH_CHARS, useLeads } from './find-leads';
import { LeadTable } from './lead-table';
import { PeopleCard } from './people-card';
import { Visitor } from './visitor';

/** Enough to look through; who looks for somebody searches. */
const MOST = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function Visitors() {
  return <Master list={<VisitorList />} one={(id) => <Visitor id={id} />} />;
}

function VisitorList() {
  const q = usePlace().search.trim();
  const isId = UUID.test(q);
  useEffect(() => {
    if (!isId) return;
    // Back leads to the list, and must not lead here again.
    go({ search: '' }, { replace: true });
    go({ id: q.toLowerCase() });
  }, [q]);
  return (
    <>
      <div class="tools">
        <SearchField label="Search by id, name or email" most={MAX_SEARCH_CHARS} />
      </div>
      {q === '' && <Frequent />}
      {q !== '' && !isId && <Found q={q} />}
    </>
  );
}

/** Only leads have names and emails; all sessions of a visitor who is one are on the lead's page. */
function Found({ q }: { q: string }) {
  const list = useLeads({ q });
  return (
    <PeopleCard
      list={list}
      label="People"
      header={<p>Leads with this in their name or email, in whatever period they came</p>}
      none={
        <>
          <strong>Nobody is like that</strong>
          <p>
            Visitors have a name or an email once they are leads. Of an id, all 36 characters are
            needed.
          </p>
        </>
      }
    >
      <LeadTable leads={list.data ?? []} />
    </PeopleCard>
  );
}

function Frequent() {
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
