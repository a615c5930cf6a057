/**
 * For browsers without the Navigation API (https://caniuse.com/mdn-api_navigation: Safari before 26.2, Firefox before 147).
 * `s.js` loads this file only there. Without it, each page ends the session on leave and the next one reopens it.
 */
import { ADDRESS_CHECK_MS } from './limits.ts';

/** A link that opens another page in this tab. */
const LINK = 'a[href]:not([href^="#"],[download],[target]:not([target=""],[target="_self" i]))';

/** Calls `noteNavigation` when a page is about to load, and `noteAddress` when the address may have changed without one. */
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
      // Not properties: a form field with the name `action` or `target` would hide them.
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
  // A router may have kept the original functions.
  setInterval(noteAddress, ADDRESS_CHECK_MS, {});
}
