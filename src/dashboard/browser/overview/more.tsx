/** All values of a field, with more numbers of each, to search in and to take along. */
import { useState } from 'preact/hooks';
import { api } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { nameValue } from '../format/names';
import { percent, short, whole } from '../format/numbers';
import { Dialog } from '../shell/dialog';
import { Icon } from '../shell/icon';
import { FailureNotice } from '../shell/notice';
import { FILTERS, type FieldName } from '../state/filters';
import { filterBy } from '../state/place';
import { useQuestion } from '../state/question';
import { keyOf, MOST_ROWS, type Row, searchRows } from './rows';
import { saveTable } from './save-table';
import { breakdownTable } from './tables';

/** Shown at once: more than anybody reads. */
const SHOWN = 200;

export function More({ by, close }: { by: FieldName; close: () => void }) {
  const [text, setText] = useState('');
  const question = { ...useQuestion(), by, limit: MOST_ROWS };
  const { data, error } = useAnswer(JSON.stringify(question), (options) =>
    api.getBreakdown(question, options),
  );
  const { label } = FILTERS[by];
  const found = data === null ? [] : searchRows(by, data.rows, text);
  return (
    <Dialog title={label} close={close} class="all-values">
      <div class="bar-over">
        <input
          type="search"
          placeholder="Search"
          aria-label={`Search in ${label}`}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button
          type="button"
          disabled={data === null}
          onClick={() => data && saveTable(by, breakdownTable(data))}
        >
          <Icon name="download" />
          CSV
        </button>
      </div>
      <FailureNotice error={error} />
      <div class="scroll">
        <table class="list">
          <thead>
            <tr>
              <th scope="col">{label}</th>
              {COLUMNS.map(({ label }) => (
                <th key={label} scope="col" class="number">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.slice(0, SHOWN).map((row) => (
              <tr key={keyOf(row.value)}>
                <th scope="row">
                  <button
                    type="button"
                    class="text"
                    data-row
                    onClick={() => {
                      filterBy(by, row.value);
                      close();
                    }}
                  >
                    {nameValue(by, row.value)}
                  </button>
                </th>
                {COLUMNS.map(({ label, of, title }) => (
                  <td key={label} class="number" title={title(row)}>
                    {of(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {data !== null && found.length === 0 && <p class="empty">Nothing like that</p>}
        {found.length > SHOWN && (
          <p class="faint end">
            {whole(found.length - SHOWN)} more: search for them, or take all of them as CSV.
          </p>
        )}
      </div>
    </Dialog>
  );
}

type Column = { label: string; of: (row: Row) => string; title: (row: Row) => string };

const rate = (part: number, all: number) => percent(all === 0 ? null : part / all);

const COLUMNS: readonly Column[] = [
  { label: 'Visitors', of: (row) => short(row.visitors), title: (row) => whole(row.visitors) },
  { label: 'Sessions', of: (row) => short(row.sessions), title: (row) => whole(row.sessions) },
  { label: 'Views', of: (row) => short(row.page_views), title: (row) => whole(row.page_views) },
  {
    label: 'Engaged',
    of: (row) => rate(row.engaged, row.sessions),
    title: (row) => `${whole(row.engaged)} sessions`,
  },
  {
    label: 'With a lead',
    of: (row) => short(row.identified),
    title: (row) => rate(row.identified, row.sessions),
  },
];
