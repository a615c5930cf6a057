/** What is to do for leads: all of it, or for those whose name or email is searched for. */
import { api } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { useList } from '../api/use-list';
import { SearchField } from '../shell/search-field';
import { Stages } from '../shell/stages';
import { usePlace } from '../state/place';
import { useSiteId } from '../state/site';
import { MAX_SEARCH_CHARS } from './find-leads';
import { findTasks, MOST_LEADS, MOST_OF_LEAD } from './find-tasks';
import { PeopleCard } from './people-card';
import { readStatus, TASK_WORDS, type TaskStatus } from './status-words';
import { TaskTable } from './task-table';

const ROWS = 50;

export function Tasks() {
  const { search, stage } = usePlace();
  const status = readStatus(TASK_WORDS, stage);
  const q = search.trim();
  return (
    <>
      <div class="tools">
        <SearchField label="Search by name or email" most={MAX_SEARCH_CHARS} />
      </div>
      {q === '' ? <AllTasks status={status} /> : <Found q={q} status={status} />}
    </>
  );
}

function AllTasks({ status }: { status: TaskStatus | undefined }) {
  const question = { ...useSiteId(), ...(status && { status }) };
  const list = useList(
    `tasks ${JSON.stringify(question)}`,
    (after, options) => api.listTasks({ ...question, ...after, limit: ROWS }, options),
    ({ tasks }) => tasks,
  );
  return (
    <PeopleCard
      list={list}
      label="Tasks"
      header={<Stages label="Status" chosen={status ?? null} words={TASK_WORDS} />}
      none={
        <>
          <strong>{status === undefined ? 'No task yet' : 'No task is like that'}</strong>
          {status === undefined && (
            <p>
              One is made where a visitor is identified with <code>create_task: true</code>.
            </p>
          )}
        </>
      }
    >
      <TaskTable tasks={list.data ?? []} />
    </PeopleCard>
  );
}

function Found({ q, status }: { q: string; status: TaskStatus | undefined }) {
  const question = { ...useSiteId(), ...(status && { status }), q };
  const answer = useAnswer(`tasks ${JSON.stringify(question)}`, (options) =>
    findTasks(question, options),
  );
  const found = answer.data;
  return (
    <>
      <PeopleCard
        list={{ ...answer, data: found?.tasks ?? null, more: null, isAdding: false }}
        label="Tasks"
        header={<Stages label="Status" chosen={status ?? null} words={TASK_WORDS} />}
        none={
          <strong>{found?.leads === 0 ? 'No lead is like that' : 'No task is like that'}</strong>
        }
      >
        <TaskTable tasks={found?.tasks ?? []} />
      </PeopleCard>
      {found?.areMoreLeads && (
        <p class="faint end">
          More than {MOST_LEADS} leads are like that: these are tasks of the newest {MOST_LEADS}. A
          longer text finds others.
        </p>
      )}
      {found?.areMoreTasks && (
        <p class="faint end">
          Of one lead the newest {MOST_OF_LEAD} are here: their page has all of them.
        </p>
      )}
    </>
  );
}
