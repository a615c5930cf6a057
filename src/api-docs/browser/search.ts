/** Leaves in the list of contents what has all words of a search in its name, its address or the names of its fields. */
type Entry = { item: HTMLElement; link: HTMLAnchorElement; words: string };

export function addSearch(): void {
  const input = document.querySelector<HTMLInputElement>('#search');
  const found = document.querySelector<HTMLElement>('.found');
  const entries = [...document.querySelectorAll<HTMLElement>('.list li')].flatMap(readEntry);
  const groups = [...document.querySelectorAll<HTMLElement>('.list ul')];
  if (input === null || found === null) return;
  input.closest<HTMLElement>('.search')?.removeAttribute('hidden');

  const matches = () => entries.filter(({ item }) => !item.hidden);
  input.addEventListener('input', () => {
    const wanted = input.value.toLowerCase().split(/\s+/);
    for (const { item, words } of entries)
      item.hidden = !wanted.every((word) => words.includes(word));
    for (const group of groups) {
      const isEmpty = group.querySelector('li:not([hidden])') === null;
      group.hidden = isEmpty;
      const title = group.previousElementSibling;
      if (title instanceof HTMLElement) title.hidden = isEmpty;
    }
    const count = matches().length;
    found.textContent = input.value.trim() === '' ? '' : `${count === 0 ? 'Nothing' : count} found`;
  });
  input.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter' && input.value.trim() !== '') matches()[0]?.link.click();
  });
}

function readEntry(item: HTMLElement): Entry[] {
  const link = item.querySelector('a');
  if (link === null) return [];
  const section = document.getElementById(link.hash.slice(1));
  const names = section?.querySelectorAll('.route, .caller, .name') ?? [];
  const words = [item, ...names].map(({ textContent }) => textContent).join(' ');
  return [{ item, link, words: words.toLowerCase() }];
}
