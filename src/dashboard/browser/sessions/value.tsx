/** A value of a session: a click on it counts its sessions alone, in every view. */
import { nameValue } from '../format/names';
import { exactly, FILTERS, type Value as Filtered, type FilterName } from '../state/filters';
import { currentPlace, filterBy, go, viewAt } from '../state/place';

type ValueProps = { name: FilterName; value: Filtered; class?: string; children?: string };

export function Value({ name, value, class: kind = '', children }: ValueProps) {
  const text = children ?? nameValue(name, value);
  return (
    <button
      type="button"
      class={`text ${kind} ${value === null ? 'missing' : ''}`}
      title={`${FILTERS[name].label}: ${text}`}
      onClick={() => pick(name, value)}
    >
      {text}
    </button>
  );
}

/** The views whose lists the filters are of. */
const FILTERED_VIEWS = ['sessions', 'visitors', 'live'];

/** Of one thing alone nothing can be left out: that leads to all sessions with the value. */
function pick(name: FilterName, value: Filtered): void {
  const { view, id, filters } = currentPlace();
  if (FILTERED_VIEWS.includes(view) && id === null) filterBy(name, value);
  else go({ ...viewAt('sessions'), filters: { ...filters, [name]: exactly(value) } });
}
