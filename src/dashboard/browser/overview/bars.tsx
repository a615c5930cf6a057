/** A list with bars: a click on a row counts its sessions alone. */
import { nameValue } from '../format/names';
import { roundPercent, short, whole } from '../format/numbers';
import { FILTERS, type FilterName } from '../state/filters';
import { filterBy, isFilteredBy, usePlace } from '../state/place';
import { type Breakdown, keyOf, type Row, sumSessions } from './rows';

/** All others are one row more. */
const ROWS = 8;

export function Bars({ by, breakdown }: { by: FilterName; breakdown: Breakdown | null }) {
  usePlace();
  if (breakdown === null) return <div class="bars" />;
  const { rows } = breakdown;
  const all = sumSessions(breakdown);
  if (all === 0) return <p class="bars empty">Nothing to show</p>;
  const shown = rows.slice(0, rows.length === ROWS + 1 && !breakdown.other ? ROWS + 1 : ROWS);
  // Most sessions may be of no campaign: beside that none could be told from another.
  const isCompared = ({ value }: Row) => value !== null || FILTERS[by].missing === undefined;
  const longest = shown.find(isCompared)?.sessions ?? 1;
  const others = all - shown.reduce((sum, { sessions }) => sum + sessions, 0);
  return (
    <div class="bars">
      <table>
        <thead class="hidden">
          <tr>
            <th scope="col">{FILTERS[by].label}</th>
            <th scope="col">Share</th>
            <th scope="col">Sessions</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => {
            const { value, sessions } = row;
            const name = nameValue(by, value);
            return (
              <tr key={keyOf(value)}>
                <th scope="row">
                  {isCompared(row) && (
                    <span class="bar" style={{ width: `${(sessions / longest) * 100}%` }} />
                  )}
                  <button
                    type="button"
                    data-row
                    class={value === null ? 'missing' : ''}
                    title={name}
                    aria-pressed={isFilteredBy(by, value)}
                    onClick={() => filterBy(by, value)}
                  >
                    <span>{name}</span>
                  </button>
                </th>
                <td class="share">{roundPercent(sessions / all)}</td>
                <td class="number" title={whole(sessions)}>
                  {short(sessions)}
                </td>
              </tr>
            );
          })}
          {others > 0 && (
            <tr class="others">
              <th scope="row">All others</th>
              <td class="share">{roundPercent(others / all)}</td>
              <td class="number" title={whole(others)}>
                {short(others)}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
