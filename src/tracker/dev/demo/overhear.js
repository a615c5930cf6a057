/**
 * Overhears what s.js sends, what the API answers, and when the next report is due, so that the panel needs no requests
 * of its own. It has to run before s.js. The page notices nothing: `this`, arguments, results and errors pass unchanged.
 */
const API = new URL('api/visitors/session', document.querySelector('script[data-site]').src).href;
/** Shorter timers are none of reports. */
const SHORTEST_REPORT_MS = 15_000;

/**
 * Tells `hear` of `sent`, `answered` and `failed` messages, and of the timer of the next report: `armed`, `fired`, `cleared`.
 */
export function overhear(hear) {
  let timer;
  const tell = (event) => {
    try {
      hear(event);
    } catch (error) {
      console.error(error);
    }
  };

  const note = (address, body, isBeacon) => {
    const kind = kindOf(address);
    if (!kind) return;
    const message = { kind, body: parse(body), isBeacon, sentAt: Date.now() };
    tell({ type: 'sent', message });
    return message;
  };

  window.fetch = new Proxy(window.fetch, {
    apply(target, self, given) {
      const [input, init] = given;
      const message = note(input, init?.body, false);
      const answering = Reflect.apply(target, self, given);
      if (message) {
        answering
          .then(async (response) => {
            // Before the script has read it: a body can be read once.
            const answer = await response.clone().json();
            tell({ type: 'answered', message, status: response.status, answer });
          })
          .catch(() => tell({ type: 'failed', message }));
      }
      return answering;
    },
  });

  navigator.sendBeacon = new Proxy(navigator.sendBeacon, {
    apply(target, self, given) {
      const isTaken = Reflect.apply(target, self, given);
      if (isTaken) note(given[0], given[1], true);
      return isTaken;
    },
  });

  window.setTimeout = new Proxy(window.setTimeout, {
    apply(target, self, given) {
      const [callback, delayMs, ...rest] = given;
      if (!isReport(callback, delayMs)) return Reflect.apply(target, self, given);
      const id = Reflect.apply(target, self, [fire, delayMs, ...rest]);
      function fire(...args) {
        if (id === timer) tell({ type: 'fired' });
        return Reflect.apply(callback, this, args);
      }
      timer = id;
      tell({ type: 'armed', at: Date.now() + delayMs, delayMs });
      return id;
    },
  });

  window.clearTimeout = new Proxy(window.clearTimeout, {
    apply(target, self, given) {
      if (timer !== undefined && given[0] === timer) tell({ type: 'cleared' });
      return Reflect.apply(target, self, given);
    },
  });
}

function kindOf(address) {
  // s.js gives whole addresses, as text; whatever else a page gives is no message of its.
  if (typeof address !== 'string' || !address.startsWith(API)) return;
  const path = address.slice(API.length);
  if (path === '') return 'create';
  return path === '/end' ? 'end' : path.endsWith('/identify') ? 'identify' : undefined;
}

function parse(body) {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}

/** A pause between attempts can be as long, but resolves a promise, and so calls a function of the browser's own. */
function isReport(callback, delayMs) {
  if (typeof callback !== 'function' || !(delayMs >= SHORTEST_REPORT_MS)) return false;
  return !/\[native code\]\s*}$/.test(Function.prototype.toString.call(callback));
}
