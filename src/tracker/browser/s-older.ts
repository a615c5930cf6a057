/**
 * What browsers from before the Navigation API need besides (https://caniuse.com/mdn-api_navigation: Safari before 26.2, Firefox
 * before 147). `s.js` loads it there, and nowhere else; without it a page ends the session when it is left, and the next reopens it.
 */
import { ADDRESS_CHECK_MS } from './limits.ts';

/** A link that is followed in this tab, to another page. */
const LINK = 'a[href]:not([href^="#"],[download],[target]:not([target=""],[target="_self" i]))';

/** `noteNavigation`: something leads to an address. `noteAddress`: the address may be another, and was pushed or replaced. */
export function watch(
  noteNavigation: (url: string, event: Event) => void,
  noteAddress: (event: { navigationType?: unknown }) => void,
): void {
  addEventListener(
    'click',
    (event) => {
      const link = (event.target as Element).closest?.<HTMLAnchorElement>(LINK);
      const hasModifier = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      if (link && !hasModifier) noteNavigation(link.href, event);
    },
    true,
  );
  addEventListener(
    'submit',
    (event) => {
      const form = event.target as HTMLFormElement;
      // Attributes, since a field of a form may have the name of a property.
      const get = (name: string) =>
        event.submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? '';
      try {
        if ((get('target') || '_self') === '_self')
          noteNavigation(new URL(get('action'), document.baseURI).href, event);
      } catch {}
    },
    true,
  );
  for (const navigationType of ['push', 'replace'] as const) {
    const name = `${navigationType}State` as const;
    const step = history[name];
    history[name] = (...given) => {
      step.apply(history, given);
      noteAddress({ navigationType });
    };
  }
  addEventListener('popstate', () => noteAddress({}));
  // A router may have taken them before.
  setInterval(noteAddress, ADDRESS_CHECK_MS, {});
}
