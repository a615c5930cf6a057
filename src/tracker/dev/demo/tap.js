/**
 * Taps the network: reports what s.js sends, what the API responds, and when the next report is due, so that the panel
 * needs no requests of its own. It must run before s.js. `this`, arguments, results and errors are passed on unchanged.
 */
const API = new URL('api/visitors/session', document.querySelector('script[data-site]').src).href;
/** Shorter timers are not those of reports. */
const SHORTEST_REPORT_MS = 15_000;

/**
 * Calls `onEvent` for messages that are `sent`, `answered` or `failed`, and for the timer of the next report: `armed`,
 * `fired`, `cleared`.
 */
export function tapNetwork(onEvent) {
  let timer;
  const emit = (event) => {
    try {
      onEvent(event);
    } catch (error) {
      console.error(error);
    }
  };

  const noteMessage = (address, body, isBeacon) => {
    const kind = kindOf(address);
    if (!kind) return;
    const message = { kind, body: parse(body), isBeacon, sentAt: Date.now() };
    emit({ type: 'sent', message });
    return message;
  };

  window.fetch = new Proxy(window.fetch, {
    apply(target, self, given) {
      const [input, init] = given;
      const message = noteMessage(input, init?.body, false);
      const pendingResponse = Reflect.apply(target, self, given);
      if (message) {
        pendingResponse
          .then(async (response) => {
            // Cloned before s.js reads it: a body can be read only once.
            const answer = await response.clone().json();
            emit({ type: 'answered', message, status: response.status, answer });
          })
          .catch(() => emit({ type: 'failed', message }));
      }
      return pendingResponse;
    },
  });

  navigator.sendBeacon = new Proxy(navigator.sendBeacon, {
    apply(target, self, given) {
      const isTaken = Reflect.apply(target, self, given);
      if (isTaken) noteMessage(given[0], given[1], true);
      return isTaken;
    },
  });

  window.setTimeout = new Proxy(window.setTimeout, {
    apply(target, self, given) {
      const [callback, delayMs, ...rest] = given;
      if (!isReport(callback, delayMs)) return Reflect.apply(target, self, given);
      const id = Reflect.apply(target, self, [fire, delayMs, ...rest]);
      function fire(...args) {
        if (id === timer) emit({ type: 'fired' });
        return Reflect.apply(callback, this, args);
      }
      timer = id;
      emit({ type: 'armed', at: Date.now() + delayMs, delayMs });
      return id;
    },
  });

  window.clearTimeout = new Proxy(window.clearTimeout, {
    apply(target, self, given) {
      if (timer !== undefined && given[0] === timer) emit({ type: 'cleared' });
      return Reflect.apply(target, self, given);
    },
  });
}

function kindOf(address) {
  // s.js passes absolute URLs as strings; any other argument comes from the page.
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

/** Not the delay before a retry: it can be as long, but its callback is a promise's `resolve`, which is native code. */
function isReport(callback, delayMs) {
  if (typeof callback !== 'function' || !(delayMs >= SHORTEST_REPORT_MS)) return false;
  return !/\[native code\]\s*}$/.test(Function.prototype.toString.call(callback));
}
