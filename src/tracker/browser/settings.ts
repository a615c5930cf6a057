/**
 * What the page asks for, by the attributes of its script element. Read while the script first runs:
 * `document.currentScript` is gone afterwards. A module script has none, and with it no site, which the console is told.
 */
const element = document.currentScript as HTMLScriptElement | null;
const attributes = element?.dataset ?? {};

export const site = attributes.site ?? '';
/** Nothing begins before `consent(true)`. */
export const waitsForConsent = attributes.auto === 'off';

/** The address of something that lies beside the script. The language knows none of a script from another origin. */
export const urlBesideScript = (path: string) => new URL(path, element?.src || location.href).href;

/** Where the API is: beside the script, unless `data-api` says otherwise. */
export const api = attributes.api ?? urlBesideScript('api/visitors/session');

/**
 * The page that counts: around this one, if both are of one origin and this one is in a frame. A page in a frame of another
 * site's counts itself.
 */
export let reportingWindow: Window = window;
try {
  // Throws where the origin is another.
  if (parent.document) reportingWindow = parent;
} catch {}

/** The page must be left alone: it is no page of the web, or the visitor asks for it and the site heeds that. */
export const mustNotTrack =
  !/^http/.test(location.protocol) ||
  ('respectPrivacy' in attributes &&
    (navigator.globalPrivacyControl || navigator.doNotTrack === '1'));

/** What tells one page from another. */
export const pageAddress = () => location.href.replace('hash' in attributes ? '' : /#.*/, '');

let hasWarned = false;

/**
 * Tells `visitorSession.onerror` what the API refuses or what cannot be said, and the console of the first, with what to do.
 */
export function emitError(error: { message: string; details?: unknown } | undefined): void {
  if (!error) return;
  if (!hasWarned) console.warn(`visitorSession: ${error.message}`, error);
  hasWarned = true;
  Object(window.visitorSession).onerror?.(error);
}
