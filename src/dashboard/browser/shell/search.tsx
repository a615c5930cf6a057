/** The field over the figures, under the key `/`: finds what sessions can be filtered by. */
import { useId, useRef, useState } from 'preact/hooks';
import { api } from '../api/client';
import { useAnswer } from '../api/use-answer';
import { nameValue } from '../format/names';
import { whole } from '../format/numbers';
import { knownValues } from '../overview/known-values';
import { FILTERS } from '../state/filters';
import { useKey } from '../state/keys';
import { setFilter } from '../state/place';
import { useQuestion } from '../state/question';
import { type Found, findFilters } from './find-filters';
import { Icon } from './icon';

export function Search() {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const [isSearching, setSearching] = useState(false);
  const cities = useValues('city', isSearching);
  const campaigns = useValues('utm_campaign', isSearching);
  const known = { ...knownValues.use(), ...cities, ...campaigns };
  useKey('/', 'Search for what to filter by', () => field.current?.focus());
  const found = findFilters(text, known);
  const isOpen = found.length > 0;
  const choose = ({ name, filter }: Found) => {
    setFilter(name, filter);
    setText('');
    field.current?.blur();
  };
  const press = (event: KeyboardEvent) => {
    const chosen = found[at];
    if (event.key === 'Escape') {
      setText('');
      field.current?.blur();
    } else if (event.key === 'ArrowDown') setAt((at + 1) % Math.max(1, found.length));
    else if (event.key === 'ArrowUp') setAt((at + found.length - 1) % Math.max(1, found.length));
    else if (event.key === 'Enter' && chosen !== undefined) choose(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="search">
      <Icon name="search" />
      <input
        ref={field}
        type="text"
        role="combobox"
        placeholder="Filter by page, source, place …"
        aria-label="Filter"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={isOpen ? `${id}-${at}` : undefined}
        autocomplete="off"
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
        onFocus={() => setSearching(true)}
        onBlur={() => {
          setText('');
          setSearching(false);
        }}
      />
      <kbd>/</kbd>
      {isOpen && (
        <div id={id} class="sheet choices" role="listbox" aria-label="Filters">
          {found.map((one, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the field
            <div
              key={`${one.name} ${one.filter}`}
              id={`${id}-${i}`}
              class="choice"
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              // The field keeps the focus until the click has come.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(one)}
              onPointerMove={() => setAt(i)}
            >
              <span class="field">{FILTERS[one.name].label}</span>
              {'value' in one ? (
                <>
                  <span class="value">{nameValue(one.name, one.value)}</span>
                  <span class="count">{whole(one.sessions)}</span>
                </>
              ) : (
                <span class="value">
                  contains <strong>{one.part}</strong>
                </span>
              )}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Of a field that the overview has no list of: asked for by whoever searches. */
function useValues(by: 'city' | 'utm_campaign', isAsked: boolean) {
  const question = { ...useQuestion(), by, limit: 200 };
  const { data, isOld } = useAnswer(isAsked ? JSON.stringify(question) : null, (options) =>
    api.getBreakdown(question, options),
  );
  return data === null || isOld ? {} : { [by]: data };
}
