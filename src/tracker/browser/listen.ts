/** Listens to the browser. `document.open` takes all listeners away, so they can be added once more. */

type Listeners = Record<string, (event: never) => void>;

let listeners: Listeners = {};

/** Adds what is missing, and nothing twice. */
export function listenAgain(): void {
  for (const [type, listener] of Object.entries(listeners))
    addEventListener(type, listener as EventListener, true);
}

export function listen(all: Listeners): void {
  listeners = all;
  listenAgain();
}
