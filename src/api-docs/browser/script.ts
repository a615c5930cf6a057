/** What the page of the reference can do beyond being read. Without it, nothing of the text is missing. */
import { addCopying } from './copy.ts';
import { useOwnOrigin } from './origin.ts';
import { markPlace } from './place.ts';
import { addSearch } from './search.ts';
import { addTrying } from './try.ts';

useOwnOrigin();
addSearch();
addCopying();
addTrying();
markPlace();

// On a phone the list lies above what it leads to.
const contents = document.querySelector<HTMLDetailsElement>('.contents');
contents?.addEventListener('click', ({ target }) => {
  const isLink = target instanceof Element && target.closest('a') !== null;
  if (isLink && matchMedia('(max-width: 63.99rem)').matches) contents.open = false;
});
