/** What is seen, as files. */
import { Icon } from '../shell/icon';
import { Menu } from '../shell/menu';
import { useQuestion } from '../state/question';
import { useSight } from '../state/site';
import { saveTable } from './save-table';
import { breakdownsTable, timeseriesTable } from './tables';
import type { Overview } from './use-overview';

export function Export({ overview }: { overview: Overview | null }) {
  const { role } = useSight();
  const question = useQuestion();
  const asked = new URLSearchParams(
    Object.entries({ ...question, format: 'csv' }).map(([name, value]) => [name, String(value)]),
  );
  return (
    <Menu side="end" class="export" label="Export" face={<Icon name="download" />}>
      {(close) => (
        <ul class="choices">
          <li>
            <button
              type="button"
              disabled={overview === null}
              onClick={() => {
                if (overview !== null) saveTable('over-time', timeseriesTable(overview.timeseries));
                close();
              }}
            >
              Numbers over time, CSV
            </button>
          </li>
          <li>
            <button
              type="button"
              disabled={overview === null}
              onClick={() => {
                if (overview !== null)
                  saveTable('lists', breakdownsTable(Object.values(overview.breakdowns)));
                close();
              }}
            >
              Lists, CSV
            </button>
          </li>
          {role !== 'share' && (
            <li>
              <a href={`/api/export/sessions?${asked}`} download onClick={close}>
                Sessions one by one, CSV
              </a>
            </li>
          )}
        </ul>
      )}
    </Menu>
  );
}
