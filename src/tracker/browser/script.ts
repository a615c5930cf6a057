/**
 * What a page loads: `<script defer src="https://HOST/s.js" data-site="SITE_ID"></script>`. Here are the calls
 * that the page can make, and the events of the browser that matter.
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

let lastAddress = pageAddress();

/** A replaced address is no page view: it puts one right, or keeps a filter or a place in it. */
function noteAddress({ navigationType }: { navigationType?: unknown }): void {
  const before = lastAddress;
  lastAddress = pageAddress();
  if (lastAddress !== before && navigationType !== 'replace') countPageView();
}

const existing = Object(window.visitorSession);
const queued = Array.isArray(existing) ? existing : [];
if (reportingWindow !== window) {
  // What a page says in a frame is said by the page around it, whenever that has the script.
  reportingWindow.visitorSession ??= [];
  window.visitorSession = reportingWindow.visitorSession;
  window.visitorSession.push(...queued);
} else if (existing[site]) existing[site].push();
else {
  // The calls of the first site; those of further ones are found by its id.
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
      // Every way to another address, back and forward included.
      navigation.addEventListener('currententrychange', (event) => {
        // A router has taken the move itself.
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
      // Out of the back/forward cache: no script runs anew, and yet a page is looked at.
      pageshow: ({ persisted }: PageTransitionEvent) => persisted && countPageView(),
    });
    onInput();
    if (!hasVisitorRefused() && (!waitsForConsent || readRecord().consent)) start();
  }
  call(...queued);
  // Frames may have taken the queue.
  Object.assign(queued, { push: call });
}
