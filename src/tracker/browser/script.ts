/**
 * What a page loads: `<script defer src="https://HOST/s.js" data-site="SITE_ID"></script>`. Here are the calls
 * that the page can make, and the events of the browser that matter.
 */
import { watchAttention } from './attention.ts';
import {
  addCustomData,
  begin,
  end,
  identify,
  leave,
  look,
  sessionId,
  stop,
  view,
} from './session.ts';
import { isQuiet, pageAddress, waits } from './settings.ts';
import { isRefused, load, REFUSED, save } from './visit.ts';

const visitorSession = {
  /** The id of the session, once there is one. */
  get id() {
    return sessionId();
  },
  /** Says who the visitor is: `email`, `name`, `phone`, `lead_id`, `create_task`. Waits for a session. */
  identify,
  /** Merges `custom_data` into that of the session, key by key. Waits for a session. */
  update(fields?: { custom_data?: object }) {
    addCustomData(fields?.custom_data ?? {});
  },
  /** The visit is over. The next page view begins another session of the same visitor. */
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
    for (const [name, argument] of calls) safely(() => Object(visitorSession)[name](argument));
  },
};

function safely(work: () => unknown): void {
  try {
    work();
  } catch {}
}

function on(target: EventTarget, type: string, react: (event: Event) => unknown): void {
  target.addEventListener(type, (event) => safely(() => react(event)));
}

function watchPage(): void {
  let shown = pageAddress();
  const compare = () => {
    const before = shown;
    shown = pageAddress();
    if (shown !== before) view();
  };
  const { pushState } = history;
  history.pushState = function (...step) {
    // What `replaceState` has done since is no page view, and must not hide the next one.
    shown = pageAddress();
    pushState.apply(this, step);
    safely(compare);
  };
  on(window, 'popstate', compare);
  on(window, 'pagehide', leave);
  on(document, 'visibilitychange', look);
  on(window, 'storage', look);
  // Out of the back/forward cache: no script runs anew, and yet a page is looked at.
  on(window, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) view();
  });
}

const early = window.visitorSession;
window.visitorSession = visitorSession;
if (!isQuiet) {
  watchAttention();
  watchPage();
  if (!waits && !isRefused()) begin();
}
if (Array.isArray(early)) visitorSession.push(...early);
