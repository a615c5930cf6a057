/** The filters, as chips: each can be turned round, and taken away. */
import { describeFilter } from '../format/describe-filter';
import { FILTER_NAMES, FILTERS, type FilterName, turnedRound } from '../state/filters';
import { clearFilters, setFilter, usePlace } from '../state/place';
import { Icon } from './icon';

export function Chips() {
  const { filters } = usePlace();
  const given = FILTER_NAMES.flatMap((name) => {
    const filter = filters[name];
    return filter === undefined ? [] : [{ name, filter }];
  });
  if (given.length === 0) return null;
  return (
    <ul class="chips" aria-label="Filters">
      {given.map(({ name, filter }) => (
        <Chip key={name} name={name} filter={filter} />
      ))}
      {given.length > 1 && (
        <li>
          <button type="button" class="quiet" onClick={clearFilters}>
            Clear all
          </button>
        </li>
      )}
    </ul>
  );
}

function Chip({ name, filter }: { name: FilterName; filter: string }) {
  const { label, kind } = FILTERS[name];
  const { relation, values } = describeFilter(name, filter);
  return (
    <li class="chip">
      <span>{label} </span>
      {kind === 'text' ? (
        <button
          type="button"
          title="Turn it round"
          onClick={() => setFilter(name, turnedRound(filter))}
        >
          {relation}
        </button>
      ) : (
        <span>{relation} </span>
      )}
      <strong title={values}>{values}</strong>
      <button
        type="button"
        class="remove"
        aria-label={`Remove the filter ${label} ${relation} ${values}`}
        onClick={() => setFilter(name, null)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
