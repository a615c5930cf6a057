/** One lead: who they are, what is to do for them, and all their sessions. */
import { useState } from 'preact/hooks';
import { api, type Schemas } from '../api/client';
import { refresh, useAnswer } from '../api/use-answer';
import { useList } from '../api/use-list';
import { moment } from '../format/times';
import { SessionTable } from '../sessions/session-table';
import { Detail, DetailFailure } from '../shell/detail';
import { MoreRows } from '../shell/more-rows';
import { FailureNotice } from '../shell/notice';
import { useSight, useSiteId } from '../state/site';
import { EditLead } from './edit-lead';
import { learnLeads, nameLead } from './lead-names';
import { LeadStatusSelect } from './lead-status';
import { ReadOnlyNote, useReadOnly } from './status-select';
import { TaskTable } from './task-table';

const ROWS = 50;

export function Lead({ id }: { id: string }) {
  const siteId = useSiteId();
  const [isEditing, setEditing] = useState(false);
  const readOnly = useReadOnly();
  const { data: lead, error } = useAnswer(`lead ${id}`, async (options) => {
    const result = await api.getLead({ ...siteId, lead_id: id }, options);
    if (result.data !== undefined) learnLeads([result.data]);
    return result;
  });
  return (
    <Detail
      up="Leads"
      title={lead === null ? <span class="id">{id.slice(0, 8)}</span> : nameLead(lead)}
      aside={
        lead !== null && (
          <>
            <LeadStatusSelect lead={lead} saved={refresh} />
            <button
              type="button"
              disabled={readOnly !== null}
              title={readOnly ?? undefined}
              onClick={() => setEditing(true)}
            >
              Edit
            </button>
          </>
        )
      }
    >
      <DetailFailure error={error} missing="It was deleted, or is one of another site." />
      {lead !== null && (
        <>
          <ReadOnlyNote />
          <Known lead={lead} />
          <Tasks id={id} />
          <Sessions id={id} />
          {isEditing && <EditLead lead={lead} close={() => setEditing(false)} />}
        </>
      )}
    </Detail>
  );
}

const KNOWN_BY = {
  email: 'their email',
  name: 'their name',
  lead_id: 'an id of yours',
};

function Known({ lead }: { lead: Schemas['Lead'] }) {
  const { timezone } = useSight().site;
  return (
    <dl class="card figures">
      <div>
        <dt>Email</dt>
        <dd>
          {lead.email ?? '–'}
          {lead.email_is_claimed && (
            <small title="Only a browser has named it: nobody has checked that it is theirs.">
              {' '}
              claimed
            </small>
          )}
        </dd>
      </div>
      <div>
        <dt>Phone</dt>
        <dd>{lead.phone ?? '–'}</dd>
      </div>
      <div>
        <dt>Known by</dt>
        <dd>{KNOWN_BY[lead.known_by]}</dd>
      </div>
      <div>
        <dt>Known since</dt>
        <dd>{moment(lead.created_at, timezone)}</dd>
      </div>
    </dl>
  );
}

function Tasks({ id }: { id: string }) {
  const siteId = useSiteId();
  const list = useList(
    `tasks of ${id}`,
    (after, options) => api.listTasks({ ...siteId, ...after, lead_id: id, limit: ROWS }, options),
    ({ tasks }) => tasks,
  );
  const { data, error } = list;
  if (error === null && (data === null || (data.length === 0 && list.more === null))) return null;
  return (
    <section class="card rows" aria-label="Tasks">
      <h3>Tasks</h3>
      <FailureNotice error={error} />
      {data !== null && <TaskTable tasks={data} withLead={false} />}
      <MoreRows list={list} />
    </section>
  );
}

function Sessions({ id }: { id: string }) {
  const siteId = useSiteId();
  const list = useList(
    `sessions of lead ${id}`,
    (after, options) =>
      api.listLeadSessions({ ...siteId, ...after, lead_id: id, limit: ROWS }, options),
    ({ sessions }) => sessions,
  );
  const { data, error } = list;
  return (
    <section class="card rows" aria-label="Sessions">
      <h3>Sessions</h3>
      <FailureNotice error={error} />
      {data?.length === 0 && list.more === null && (
        <p class="empty">None is kept any more, or they are of another visitor.</p>
      )}
      {data !== null && data.length > 0 && <SessionTable sessions={data} withWho={false} />}
      <MoreRows list={list} />
    </section>
  );
}
