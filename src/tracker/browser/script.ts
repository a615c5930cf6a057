/**
 * What a page loads: `<script defer src="https://HOST/s.js" data-site="SITE_ID"></script>`. Here are the calls
 * that the page can make, and the events of the browser that matter.
 */
import { watchAttention } from './attention.ts';
import { REFUSED } from './limits.ts';
import { takeMove, watchMoves } from './moves.ts';
import {
  addCustomData,
  begin,
  end,
  heed,
  identify,
  leave,
  look,
  noteSign,
  sessionId,
  stop,
  view,
} from './session.ts';
import { isQuiet, pageAddress, waits } from './settings.ts';
import { isRefused, save } from './visit.ts';

const visitorSession = {
  /** The id of the session, once there is one. */
  get id() {
    return sessionId();
  },
  /** Says who the visitor is: `email`, `name`, `phone`, `lead_id`, `create_task`. Waits for a session. */
  identify,
  /** Merges `custom_data` into that of the session, key by key. Waits for a session. */
  update(fields?: { custom_data?: Record<string, unknown> }) {
    addCustomData(fields?.custom_data);
  },
  /** The visit is over. The next page view, or coming back, begins another session of the same visitor. */
  end() {
    if (sessionId()) end();
  },
  /** `false` forgets the visitor and stops, on later pages too; `true` begins, or begins again. */
  consent(isGiven: boolean) {
    if (isQuiet) return;
    if (isGiven) {
      if (isRefused()) save({});
      begin();
    } else {
      stop();
      save(REFUSED);
    }
  },
  /** Calls by name, as pages make them before the script has loaded: `push(['end'])`. */
  push(...calls: [string, unknown][]) {
    for (const call of calls) {
      try {
        Object(visitorSession)[call[0]](call[1]);
      } catch {}
    }
  },
};

function watchPage(): void {
  let shown = pageAddress();
  const compare = () => {
    const before = shown;
    shown = pageAddress();
    if (shown !== before) view();
  };
  const { pushState, replaceState } = history;
  history.pushState = (...step) => {
    pushState.apply(history, step);
    compare();
  };
  // No page view: it puts an address right, or keeps a filter or a place in it.
  history.replaceState = (...step) => {
    replaceState.apply(history, step);
    shown = pageAddress();
  };
  addEventListener('popstate', compare);
  addEventListener('pagehide', () => leave(takeMove()));
  addEventListener('visibilitychange', look);
  addEventListener('storage', heed);
  // Out of the back/forward cache: no script runs anew, and yet a page is looked at.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) view();
  });
}

const early = Object(window.visitorSession);
// Once is enough: the page would be counted twice.
if (!early.consent) {
  window.visitorSession = visitorSession;
  if (!isQuiet) {
    watchAttention(noteSign);
    watchMoves();
    watchPage();
    if (!waits && !isRefused()) begin();
  }
  if (Array.isArray(early)) visitorSession.push(...early);
}
