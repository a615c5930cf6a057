/** The field over the figures, under the key `/`: finds what sessions can be filtered by. */
import { useRef } from 'preact/hooks';
import { useKey } from '../state/keys';
import { Icon } from './icon';

export function Search() {
  const field = useRef<HTMLInputElement>(null);
  useKey('/', 'Search', () => field.current?.focus());
  return (
    <label class="search">
      <Icon name="search" />
      <input ref={field} type="search" placeholder="Filter" aria-label="Filter" />
      <kbd>/</kbd>
    </label>
  );
}
