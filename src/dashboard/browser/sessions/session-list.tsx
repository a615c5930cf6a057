/** The sessions of the period that pass the filters, the newest first. */
import { api } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { useList } from '../api/use-list';
import { whole } from '../format/numbers';
import { Empty } from '../overview/empty';
import { Icon } from '../shell/icon';
import { MoreRows } from '../shell/more-rows';
import { FailureNotice } from '../shell/notice';
import { useQuestion } from '../state/question';
import { SessionTable } from './session-table';

const ROWS = 50;

export function SessionList() {
  const question = useQuestion();
  const key = JSON.stringify(question);
  const list = useList(
    `sessions ${key}`,
    (after, options) => api.listSessions({ ...question, ...after, limit: ROWS }, options),
    ({ sessions }) => sessions,
  );
  const { data, error, isOld } = list;
  if (data?.length === 0 && !isOld && list.more === null) return <Empty />;
  return (
    <>
      <FailureNotice error={error} />
      <section class={`card rows ${isOld && data !== null ? 'old' : ''}`} aria-label="Sessions">
        <header>
          <Total />
          <a class="button" href={`/api/export/sessions?${asked(question)}`} download>
            <Icon name="download" />
            CSV
          </a>
        </header>
        {data === null && error === null && <p class="empty">Loading …</p>}
        {data !== null && data.length > 0 && <SessionTable sessions={data} />}
        <MoreRows list={list} />
      </section>
    </>
  );
}

function asked(question: Record<string, unknown>): string {
  const fields = Object.entries({ ...question, format: 'csv' });
  return new URLSearchParams(fields.map(([name, value]) => [name, String(value)])).toString();
}

/** Counted apart: the rows need not wait for it. */
function Total() {
  const question = { ...useQuestion(), limit: 1, total: 'true' as const };
  const { data, isOld } = useAnswer(`total ${JSON.stringify(question)}`, (options) =>
    api.listSessions(question, options),
  );
  const total = data?.total;
  return (
    <p class={isOld ? 'old' : ''} role="status">
      {total !== undefined && (
        <>
          <strong>{whole(total)}</strong> {total === 1 ? 'session' : 'sessions'}
        </>
      )}
    </p>
  );
}
