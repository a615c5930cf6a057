/** Tasks, one a row; the status is changed in the row. */
import type { Schemas } from '../../../client/client';
import { api } from '../api/client';
import { ago, moment } from '../format/times';
import { hrefOf, viewAt } from '../state/place';
import { useSight, useSiteId } from '../state/site';
import { useLeadNames } from './lead-names';
import { StatusSelect } from './status-select';
import { TASK_WORDS } from './status-words';

type TaskTableProps = { tasks: readonly Schemas['Task'][]; withLead?: boolean };

export function TaskTable({ tasks, withLead = true }: TaskTableProps) {
  const { timezone } = useSight().site;
  const siteId = useSiteId();
  const nameOf = useLeadNames(tasks.map(({ lead_id }) => lead_id));
  const now = Date.now();
  return (
    <table class="list tasks">
      <thead>
        <tr>
          {withLead && <th scope="col">Follow up with</th>}
          <th scope="col">Since</th>
          <th scope="col">From</th>
          <th scope="col" class="state">
            Status
          </th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr key={task.task_id}>
            {withLead && (
              <th scope="row" class="name">
                <a data-row class="open" href={hrefOf(viewAt('leads', task.lead_id))}>
                  {nameOf(task.lead_id)}
                </a>
              </th>
            )}
            <td class="since" title={moment(task.created_at, timezone)}>
              {ago(task.created_at, now, timezone)}
            </td>
            <td class="from">
              <a class="plain" href={hrefOf(viewAt('sessions', task.session_id))}>
                Session <span class="id">{task.session_id.slice(-8)}</span>
              </a>
            </td>
            <td class="state">
              <StatusSelect
                label={`Status of the task for ${nameOf(task.lead_id)}`}
                status={task.status}
                of={task}
                words={TASK_WORDS}
                save={async (status) => {
                  const { task_id } = task;
                  const { error } = await api.updateTask({ ...siteId, task_id, status });
                  return error ?? null;
                }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
