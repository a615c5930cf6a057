/**
 * What a page loads: `<script defer src="https://HOST/s.js" data-site="SITE_ID"></script>`. Here are the calls
 * that the page can make, and the events of the browser that matter.
 */
import { watchAttention } from './attention.ts';
import { type Call, call, calls, start } from './calls.ts';
import { COMPARE_MS } from './limits.ts';
import { listen, listenAgain } from './listen.ts';
import { takeMove, watchMoves } from './moves.ts';
import { exchange, heed, leave, look, noteSign, sessionId, view } from './session.ts';
import { home, isQuiet, pageAddress, report, site, waits } from './settings.ts';
import { isRefused, load } from './visit.ts';

const visitorSession: Record<string, unknown> = {
  /** The id of the session, once there is one. */
  get id() {
    return sessionId();
  },
  /** Calls by name, as pages make them before the script has loaded: `push(['end'])`. */
  push(...given: Call[]) {
    listenAgain();
    call(...given);
  },
};
for (const name of Object.keys(calls))
  visitorSession[name] = (given: unknown) => call([name, given]);

function watchPage(): void {
  let shown = pageAddress();
  // A replaced address is no page view: it puts one right, or keeps a filter or a place in it.
  const notice = ({ navigationType }: { navigationType?: unknown }) => {
    const before = shown;
    shown = pageAddress();
    if (shown !== before && navigationType !== 'replace') view();
  };
  const { navigation } = window;
  // Every way to another address, back and forward included.
  if (navigation) navigation.addEventListener('currententrychange', notice);
  else {
    for (const navigationType of ['push', 'replace'] as const) {
      const name = `${navigationType}State` as const;
      const step = history[name];
      history[name] = (...given) => {
        step.apply(history, given);
        notice({ navigationType });
      };
    }
    listen('popstate', notice);
    // A router may have taken them before.
    setInterval(notice, COMPARE_MS, {});
  }
  listen('pagehide', () => leave(takeMove()));
  listen('visibilitychange', look);
  listen('storage', heed);
  listen('online', exchange);
  // Out of the back/forward cache: no script runs anew, and yet a page is looked at.
  listen('pageshow', ({ persisted }: PageTransitionEvent) => {
    if (persisted) view();
  });
}

const early = Object(window.visitorSession);
const queued = Array.isArray(early) ? early : [];
if (home !== window) {
  // What a page says in a frame is said by the page around it, whenever that has the script.
  home.visitorSession ??= [];
  window.visitorSession = home.visitorSession;
  Object(home.visitorSession).push(...queued);
} else if (early[`${site}`]) early[`${site}`].push();
else {
  // The calls of the first site; those of further ones are found by its id.
  if (!early.consent) window.visitorSession = visitorSession;
  visitorSession.onerror = early.onerror;
  Object(window.visitorSession)[`${site}`] = visitorSession;
  if (!site) report(Error('Give the script data-site="SITE_ID", and no type="module".'));
  else if (!isQuiet) {
    watchAttention(noteSign);
    watchMoves();
    watchPage();
    if (!isRefused() && (!waits || load().consent)) start();
  }
  call(...queued);
  // Frames may have taken the queue.
  Object.assign(queued, { push: call });
}
