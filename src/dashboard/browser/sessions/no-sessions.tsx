/** An empty list: what can be done about it. */
import { clearFilters, go, usePlace } from '../state/place';

export function NoSessions() {
  const { filters } = usePlace();
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <div class="empty">
      <strong>
        {isFiltered ? 'No session passes these filters' : 'Nobody came in this period'}
      </strong>
      {isFiltered ? (
        <button type="button" onClick={clearFilters}>
          Clear the filters
        </button>
      ) : (
        <button type="button" onClick={() => go({ period: { name: '12mo' }, interval: null })}>
          Show the last 12 months
        </button>
      )}
    </div>
  );
}
