/** Where the page is: its address in the browser, how it is changed, and links to other places of it. */
import { type Address, readAddress, writeAddress } from './address';
import { exactly, type FilterName, type Value } from './filters';
import { makeWatched } from './watched';

const watched = makeWatched(readAddress(location.search));
addEventListener('popstate', () => watched.set(readAddress(location.search)));

/** The place now, of which the component that calls this is drawn anew. */
export const usePlace = watched.use;
export const currentPlace = watched.get;
export const watchPlace = watched.watch;

/** Goes there. `replace`: Back does not come here again. */
export function go(change: Partial<Address>, { replace = false } = {}): void {
  const next = { ...watched.get(), ...change };
  const href = hrefOf(next);
  if (!replace && href === hrefOf(watched.get())) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', href);
  watched.set(next);
}

/** A link there: `<a href={hrefOf({ view: 'leads' })}>`; a plain click on it loads nothing anew. */
export function hrefOf(change: Partial<Address>): string {
  // The fragment has the token of a share link, by which everything is asked.
  return `${location.pathname}${writeAddress({ ...watched.get(), ...change })}${location.hash}`;
}

/** Another view, with the period and the filters of this one, and with nothing open or searched for unless it is said. */
export function viewAt(view: string, id: string | null = null): Partial<Address> {
  return { view, id, search: '', stage: null };
}

/** Sets a filter, or takes it away where `filter` is null. */
export function setFilter(name: FilterName, filter: string | null): void {
  go({ filters: withFilter(name, filter) });
}

/** What a click on a value does: counts its sessions alone, or all again where that is so already. */
export function filterBy(name: FilterName, value: Value): void {
  setFilter(name, isFilteredBy(name, value) ? null : exactly(value));
}

export function isFilteredBy(name: FilterName, value: Value): boolean {
  return watched.get().filters[name] === exactly(value);
}

export function clearFilters(): void {
  go({ filters: {} });
}

function withFilter(name: FilterName, filter: string | null) {
  const { [name]: _, ...others } = watched.get().filters;
  return filter === null ? others : { ...others, [name]: filter };
}

/** Plain clicks on links of this page; with Ctrl and the like the browser does as it always does. */
addEventListener('click', (event) => {
  const { target, button, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (event.defaultPrevented || button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return;
  const link = target instanceof Element ? target.closest('a') : null;
  if (link === null || link.target !== '' || link.hasAttribute('download')) return;
  if (link.origin !== location.origin || link.pathname !== location.pathname) return;
  event.preventDefault();
  go(readAddress(link.search));
  scrollTo(0, 0);
});
