/**
 * What the page asks for, by the attributes of its script element. Read while the script first runs:
 * `document.currentScript` is gone afterwards. A module script has none, and with it no site: nothing happens.
 */
const element = document.currentScript as HTMLScriptElement | null;
const attributes = element?.dataset ?? {};

export const site = attributes.site;
/** Nothing begins before `consent(true)`. */
export const waits = attributes.auto === 'off';

/** Where the API is: beside the script, unless `data-api` says otherwise. */
export const api = attributes.api ?? element?.src.replace(/[^/]*$/, 'api/visitors/session');

/** The page must be left alone: it is no page of the web, or the visitor asks for it and the site heeds that. */
export const isQuiet =
  !site ||
  !/^http/.test(location.protocol) ||
  ('respectPrivacy' in attributes &&
    (navigator.globalPrivacyControl || navigator.doNotTrack === '1'));

/** What tells one page from another. */
export const pageAddress = () => location.href.replace('hash' in attributes ? '' : /#.*/, '');
