/**
 * The entry point: `<script defer src="https://HOST/s.js" data-site="SITE_ID"></script>`. Publishes `visitorSession` and
 * connects the browser's events.
 */
import { notePlayback, noteScroll } from './attention.ts';
import { type Call, call, calls, start } from './calls.ts';
import { onInput } from './heartbeat.ts';
import { listen, listenAgain } from './listen.ts';
import { isNavigating, noteNavigation } from './navigation.ts';
import { hasVisitorRefused, readRecord } from './record.ts';
import { checkVisibility, countPageView, leave, onRecordChange, sessionId } from './session.ts';
import {
  emitError,
  mustNotTrack,
  pageAddress,
  reportingWindow,
  site,
  urlBesideScript,
  waitsForConsent,
} from './settings.ts';

const visitorSession: { push: typeof call } & Record<string, unknown> = {
  get id() {
    return sessionId();
  },
  /** Replaces the queue of a page that calls before the script has loaded: `push(['end'])`. */
  push(...given: Call[]) {
    listenAgain();
    call(...given);
  },
};
for (const name of Object.keys(calls))
  visitorSession[name] = (given: unknown) => call([name, given]);

let lastAddress = pageAddress();

/** A replaced address is no page view: it corrects the address, or saves a filter or a scroll position in it. */
function noteAddress({ navigationType }: { navigationType?: unknown }): void {
  const before = lastAddress;
  lastAddress = pageAddress();
  if (lastAddress !== before && navigationType !== 'replace') countPageView();
}

const existing = Object(window.visitorSession);
const queued = Array.isArray(existing) ? existing : [];
if (reportingWindow !== window) {
  // Calls from a frame go to the surrounding page; if its script has not loaded, into its queue.
  reportingWindow.visitorSession ??= [];
  window.visitorSession = reportingWindow.visitorSession;
  window.visitorSession.push(...queued);
} else if (existing[site]) existing[site].push();
else {
  // `visitorSession` belongs to the first script element; each site is also at `visitorSession['SITE_ID']`.
  if (!existing.consent) window.visitorSession = visitorSession;
  visitorSession.onerror = existing.onerror;
  Object(window.visitorSession)[site] = visitorSession;
  if (!site) emitError(Error('Give data-site="SITE_ID", and no type="module".'));
  else if (!mustNotTrack) {
    const { navigation } = window;
    if (navigation) {
      navigation.addEventListener('navigate', ({ destination, downloadRequest }) =>
        noteNavigation(downloadRequest == null && !destination.sameDocument ? destination.url : ''),
      );
      navigation.addEventListener('navigateerror', () => noteNavigation());
      navigation.addEventListener('currententrychange', (event) => {
        // The document stays: a router handles this navigation.
        noteNavigation();
        noteAddress(event);
      });
    } else
      import(urlBesideScript('s-older.js')).then(
        ({ watch }) => watch(noteNavigation, noteAddress),
        () => {},
      );
    listen({
      focus: onInput,
      blur: onInput,
      pointermove: onInput,
      pointerdown: onInput,
      keydown: onInput,
      wheel: onInput,
      scroll: noteScroll,
      timeupdate: notePlayback,
      visibilitychange: checkVisibility,
      storage: onRecordChange,
      pagehide: () => {
        leave(isNavigating());
        noteNavigation();
      },
      // From the back/forward cache: scripts do not run again, but it is a page view.
      pageshow: ({ persisted }: PageTransitionEvent) => persisted && countPageView(),
    });
    onInput();
    if (!hasVisitorRefused() && (!waitsForConsent || readRecord().consent)) start();
  }
  call(...queued);
  // A frame may have a reference to the queue.
  Object.assign(queued, { push: call });
}
