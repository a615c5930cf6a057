/** Marks in the list of contents where the reader is, and keeps that in view. */
export function markPlace(): void {
  const list = document.querySelector<HTMLElement>('nav');
  const links = new Map<Element, HTMLAnchorElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.list li a')) {
    const section = document.getElementById(link.hash.slice(1));
    if (section !== null) links.set(section, link);
  }
  let current: HTMLAnchorElement | undefined;
  const mark = (link: HTMLAnchorElement) => {
    if (link === current) return;
    current?.removeAttribute('aria-current');
    link.setAttribute('aria-current', 'location');
    current = link;
    if (list === null || list.scrollHeight <= list.clientHeight) return;
    const { top, bottom } = link.getBoundingClientRect();
    if (top < 0 || bottom > list.clientHeight) list.scrollBy(0, top - list.clientHeight / 2);
  };
  // The section that is crossed by a line a quarter below the top.
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        const link = links.get(target);
        if (isIntersecting && link !== undefined) mark(link);
      }
    },
    { rootMargin: '-25% 0px -75% 0px' },
  );
  for (const section of links.keys()) observer.observe(section);
}
