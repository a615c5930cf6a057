/** Searches in a list, as one types; what is searched for is in the address. The key `/` leads to it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useKey } from '../state/keys';
import { go, usePlace } from '../state/place';
import { Icon } from './icon';

/** After the last letter; each search reads all of the list. */
const PAUSE_MS = 250;

export function SearchField({ label, most }: { label: string; most: number }) {
  const { search } = usePlace();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(search);
  useKey('/', 'Search', () => field.current?.focus());
  useEffect(() => setText(search), [search]);
  useEffect(() => {
    if (text === search) return;
    const timer = setTimeout(() => go({ search: text }, { replace: true }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="search">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        placeholder={label}
        aria-label={label}
        maxLength={most}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          setText('');
          field.current?.blur();
        }}
      />
      <kbd>/</kbd>
    </div>
  );
}
