/**
 * What a page loads: `<script defer src="https://HOST/s.js" data-site="SITE_ID"></script>`. Here are the calls
 * that the page can make, and the events of the browser that matter.
 */
import { notePlay, noteScroll } from './attention.ts';
import { type Call, call, calls, start } from './calls.ts';
import { heedSign } from './heartbeat.ts';
import { listen, listenAgain } from './listen.ts';
import { isMoving, noteMove } from './moves.ts';
import { heed, leave, look, sessionId, view } from './session.ts';
import { beside, home, isQuiet, pageAddress, report, site, waits } from './settings.ts';
import { isRefused, load } from './visit.ts';

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

let shown = pageAddress();

/** A replaced address is no page view: it puts one right, or keeps a filter or a place in it. */
function noteAddress({ navigationType }: { navigationType?: unknown }): void {
  const before = shown;
  shown = pageAddress();
  if (shown !== before && navigationType !== 'replace') view();
}

const early = Object(window.visitorSession);
const queued = Array.isArray(early) ? early : [];
if (home !== window) {
  // What a page says in a frame is said by the page around it, whenever that has the script.
  home.visitorSession ??= [];
  window.visitorSession = home.visitorSession;
  window.visitorSession.push(...queued);
} else if (early[site]) early[site].push();
else {
  // The calls of the first site; those of further ones are found by its id.
  if (!early.consent) window.visitorSession = visitorSession;
  visitorSession.onerror = early.onerror;
  Object(window.visitorSession)[site] = visitorSession;
  if (!site) report(Error('Give data-site="SITE_ID", and no type="module".'));
  else if (!isQuiet) {
    const { navigation } = window;
    if (navigation) {
      navigation.addEventListener('navigate', ({ destination, downloadRequest }) =>
        noteMove(downloadRequest == null && !destination.sameDocument ? destination.url : ''),
      );
      navigation.addEventListener('navigateerror', () => noteMove());
      // Every way to another address, back and forward included.
      navigation.addEventListener('currententrychange', (event) => {
        // A router has taken the move itself.
        noteMove();
        noteAddress(event);
      });
    } else
      import(beside('s-older.js')).then(
        ({ watch }) => watch(noteMove, noteAddress),
        () => {},
      );
    listen({
      focus: heedSign,
      blur: heedSign,
      pointermove: heedSign,
      pointerdown: heedSign,
      keydown: heedSign,
      wheel: heedSign,
      scroll: noteScroll,
      timeupdate: notePlay,
      visibilitychange: look,
      storage: heed,
      pagehide: () => {
        leave(isMoving());
        noteMove();
      },
      // Out of the back/forward cache: no script runs anew, and yet a page is looked at.
      pageshow: ({ persisted }: PageTransitionEvent) => persisted && view(),
    });
    heedSign();
    if (!isRefused() && (!waits || load().consent)) start();
  }
  call(...queued);
  // Frames may have taken the queue.
  Object.assign(queued, { push: call });
}
