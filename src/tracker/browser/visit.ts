/**
 * What the browser remembers: one entry of `localStorage` for each site, which all its tabs share; in memory
 * where storage is refused. It is loaded anew for every change, because another tab may have written it.
 */
import type { REFUSED } from './limits.ts';
import { site } from './settings.ts';

type Visit = {
  visitor_id?: string;
  session_id?: string | undefined;
  /** By the clock of this browser, as all times here. */
  started_at: number;
  /** When a tab last opened, resumed or reopened the session. */
  opened_at?: number | undefined;
  /** The newest `sent_at` of any tab. No two are alike, so that the API can tell which message came first. */
  sent_at: number;
  /** Totals of the session, all tabs together. */
  page_views: number;
  active_time: number;
  /** The `sent_at` of the end that a tab has told last. */
  left_at?: number;
  /** That of the site, in ms, once the API has told. */
  idle_timeout: number;
  /** The end that a page has not told, since another page of the site was to follow. */
  farewell?: string | undefined;
};

export const KEY = `visitorSession:${site}`;

let text = '';

export function load(): Visit {
  const visit = { sent_at: 0, page_views: 0, active_time: 0 } as Visit;
  try {
    // Storage that is refused throws, or forgets at once.
    text = localStorage[KEY] ?? text;
  } catch {}
  try {
    Object.assign(visit, JSON.parse(text));
  } catch {}
  return visit;
}

export function save(visit: Partial<Visit> | typeof REFUSED): void {
  text = JSON.stringify(visit);
  try {
    localStorage[KEY] = text;
  } catch {
    // Full: an old entry must not stand for this one.
    try {
      localStorage.removeItem(KEY);
    } catch {}
  }
}

export const isRefused = () => {
  load();
  return text === '0';
};

/** Whether other pages see what this one has saved last. */
export const isShared = () => {
  try {
    return localStorage[KEY] === text;
  } catch {}
};

/** Never writes over a refusal: another tab may have been told of it. */
export function change(edit: (visit: Visit) => void): Visit {
  const visit = load();
  edit(visit);
  if (!isRefused()) save(visit);
  return visit;
}

/**
 * A UUID v7, whose time tells the API that no old session can have this id. The random part is that of a v4 from where
 * every page gets one: `crypto.randomUUID` is missing without TLS.
 */
export const mintId = () =>
  Date.now().toString(16).padStart(12, '0').replace(/.{8}/, '$&-') +
  `-7${URL.createObjectURL(new Blob()).slice(-21)}`;
