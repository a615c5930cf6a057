/** The leads of the site: search, status, and one of them. */
import { api } from '../api/client';
import { useList } from '../api/use-list';
import { Master } from '../shell/master';
import { MoreRows } from '../shell/more-rows';
import { FailureNotice } from '../shell/notice';
import { SearchField } from '../shell/search-field';
import { Stages } from '../shell/stages';
import { usePlace } from '../state/place';
import { useSiteId } from '../state/site';
import { Lead } from './lead';
import { learnLeads } from './lead-names';
import { LeadTable } from './lead-table';
import { ReadOnlyNote } from './status-select';
import { LEAD_WORDS, readStatus } from './status-words';

const ROWS = 50;
/** As the API has it. */
const MAX_SEARCH_CHARS = 64;

export function Leads() {
  return <Master list={<LeadList />} one={(id) => <Lead id={id} />} />;
}

function LeadList() {
  const { search, stage } = usePlace();
  const siteId = useSiteId();
  const status = readStatus(LEAD_WORDS, stage);
  const q = search.trim();
  const question = { ...siteId, ...(status && { status }), ...(q !== '' && { q }) };
  const list = useList(
    `leads ${JSON.stringify(question)}`,
    async (after, options) => {
      const result = await api.listLeads({ ...question, ...after, limit: ROWS }, options);
      learnLeads(result.data?.leads ?? []);
      return result;
    },
    ({ leads }) => leads,
  );
  const { data, error, isOld } = list;
  return (
    <>
      <div class="tools">
        <SearchField label="Search by name or email" most={MAX_SEARCH_CHARS} />
      </div>
      <FailureNotice error={error} />
      <section class={`card rows ${isOld && data !== null ? 'old' : ''}`} aria-label="Leads">
        <header>
          <Stages label="Status" chosen={status ?? null} words={LEAD_WORDS} />
        </header>
        <ReadOnlyNote />
        {data === null && error === null && <p class="empty">Loading …</p>}
        {data?.length === 0 && list.more === null && (
          <div class="empty">
            <strong>{q || status ? 'No lead is like that' : 'No lead yet'}</strong>
            {!q && !status && (
              <p>
                A session gets one by <code>visitorSession.identify({'{ email }'})</code> in a page,
                or by your server.
              </p>
            )}
          </div>
        )}
        {data !== null && data.length > 0 && <LeadTable leads={data} />}
        <MoreRows list={list} />
      </section>
    </>
  );
}
