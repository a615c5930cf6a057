/** What is to do for leads. */
import { api } from '../api/client';
import { useList } from '../api/use-list';
import { MoreRows } from '../shell/more-rows';
import { FailureNotice } from '../shell/notice';
import { Stages } from '../shell/stages';
import { usePlace } from '../state/place';
import { useSiteId } from '../state/site';
import { ReadOnlyNote } from './status-select';
import { readStatus, TASK_WORDS } from './status-words';
import { TaskTable } from './task-table';

const ROWS = 50;

export function Tasks() {
  const { stage } = usePlace();
  const siteId = useSiteId();
  const status = readStatus(TASK_WORDS, stage);
  const question = { ...siteId, ...(status && { status }) };
  const list = useList(
    `tasks ${JSON.stringify(question)}`,
    (after, options) => api.listTasks({ ...question, ...after, limit: ROWS }, options),
    ({ tasks }) => tasks,
  );
  const { data, error, isOld } = list;
  return (
    <>
      <FailureNotice error={error} />
      <section class={`card rows ${isOld && data !== null ? 'old' : ''}`} aria-label="Tasks">
        <header>
          <Stages label="Status" chosen={status ?? null} words={TASK_WORDS} />
        </header>
        <ReadOnlyNote />
        {data === null && error === null && <p class="empty">Loading …</p>}
        {data?.length === 0 && list.more === null && (
          <div class="empty">
            <strong>{status === undefined ? 'No task yet' : 'No task is like that'}</strong>
            {status === undefined && (
              <p>
                One is made where a visitor is identified with <code>create_task: true</code>.
              </p>
            )}
          </div>
        )}
        {data !== null && data.length > 0 && <TaskTable tasks={data} />}
        <MoreRows list={list} />
      </section>
    </>
  );
}
