/**
 * Settings from the attributes of the script element. They are read while the script first runs, because
 * `document.currentScript` is null later. In a module script it is always null, so there is no site: a warning says so.
 */
const element = document.currentScript as HTMLScriptElement | null;
const attributes = element?.dataset ?? {};

export const site = attributes.site ?? '';
/** Nothing is stored or sent before `consent(true)`. */
export const waitsForConsent = attributes.auto === 'off';

/** The URL of a file in the script's folder. A relative `import()` fails in a script from another origin. */
export const urlBesideScript = (path: string) => new URL(path, element?.src || location.href).href;

export const api = attributes.api ?? urlBesideScript('api/visitors/session');

/**
 * The window that tracks and sends: the parent, if this page is in a frame of the same origin, else this window. A
 * page in a frame of another site tracks itself.
 */
export let reportingWindow: Window = window;
try {
  // Throws if the parent has another origin.
  if (parent.document) reportingWindow = parent;
} catch {}

/** The page is not on the web (`file:`), or the browser sends a privacy signal and the site respects it. */
export const mustNotTrack =
  !/^http/.test(location.protocol) ||
  ('respectPrivacy' in attributes &&
    (navigator.globalPrivacyControl || navigator.doNotTrack === '1'));

/** Two page views differ in this. */
export const pageAddress = () => location.href.replace('hash' in attributes ? '' : /#.*/, '');

let hasWarned = false;

/** Passes to `visitorSession.onerror` what the API refuses or what cannot be sent; the first error is also a warning. */
export function emitError(error: { message: string; details?: unknown } | undefined): void {
  if (!error) return;
  if (!hasWarned) console.warn(`visitorSession: ${error.message}`, error);
  hasWarned = true;
  Object(window.visitorSession).onerror?.(error);
}
