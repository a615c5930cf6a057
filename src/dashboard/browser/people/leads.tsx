/** The leads of the site: search, status, and one of them. */
import { Master } from '../shell/master';
import { SearchField } from '../shell/search-field';
import { Stages } from '../shell/stages';
import { usePlace } from '../state/place';
import { MAX_SEARCH_CHARS, useLeads } from './find-leads';
import { Lead } from './lead';
import { LeadTable } from './lead-table';
import { PeopleCard } from './people-card';
import { LEAD_WORDS, readStatus } from './status-words';

export function Leads() {
  return <Master list={<LeadList />} one={(id) => <Lead id={id} />} />;
}

function LeadList() {
  const { search, stage } = usePlace();
  const status = readStatus(LEAD_WORDS, stage);
  const q = search.trim();
  const list = useLeads({ q, status });
  return (
    <>
      <div class="tools">
        <SearchField label="Search by name or email" most={MAX_SEARCH_CHARS} />
      </div>
      <PeopleCard
        list={list}
        label="Leads"
        header={<Stages label="Status" chosen={status ?? null} words={LEAD_WORDS} />}
        none={
          <>
            <strong>{q || status ? 'No lead is like that' : 'No lead yet'}</strong>
            {!q && !status && (
              <p>
                A session gets one by <code>visitorSession.identify({'{ email }'})</code> in a page,
                or by your server.
              </p>
            )}
          </>
        }
      >
        <LeadTable leads={list.data ?? []} />
      </PeopleCard>
    </>
  );
}
