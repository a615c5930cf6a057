/** Listeners on `window`. `document.open` removes them all, so they can be added again. */

type Listeners = Record<string, (event: never) => void>;

let listeners: Listeners = {};

/** Adds the missing ones: the browser ignores a listener that is already there. */
export function listenAgain(): void {
  for (const [type, listener] of Object.entries(listeners))
    addEventListener(type, listener as EventListener, true);
}

export function listen(all: Listeners): void {
  listeners = all;
  listenAgain();
}
