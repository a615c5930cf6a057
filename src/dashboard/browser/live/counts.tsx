/** How many are where: a short list with bars. */
import type { Schemas } from '../../../client/client';
import { nameValue } from '../format/names';
import { whole } from '../format/numbers';
import type { FilterName } from '../state/filters';
import { filterBy, isFilteredBy } from '../state/place';

type CountsProps = { title: string; by: FilterName; rows: Schemas['Live']['pages'] };

const ROWS = 8;

export function Counts({ title, by, rows }: CountsProps) {
  const longest = rows[0]?.count ?? 1;
  return (
    <section class="card panel" aria-label={title}>
      <h2>{title}</h2>
      <div class="bars">
        <table>
          <thead class="hidden">
            <tr>
              <th scope="col">{title}</th>
              <th scope="col">Here now</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, ROWS).map(({ value, count }) => (
              <tr key={value}>
                <th scope="row">
                  <span class="bar" style={{ width: `${(count / longest) * 100}%` }} />
                  <button
                    type="button"
                    class={value === null ? 'missing' : ''}
                    title={nameValue(by, value)}
                    aria-pressed={isFilteredBy(by, value)}
                    onClick={() => filterBy(by, value)}
                  >
                    <span>{nameValue(by, value)}</span>
                  </button>
                </th>
                <td class="number">{whole(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
