/** Listens to the browser. `document.open` takes all listeners away, so they can be added once more. */

type Listener = (event: never) => void;

const listeners: [type: string, listener: Listener][] = [];

/** Adds what is missing, and nothing twice. */
export function listenAgain(): void {
  for (const [type, listener] of listeners) addEventListener(type, listener as EventListener, true);
}

export function listen(types: string, listener: Listener): void {
  for (const type of types.split(' ')) listeners.push([type, listener]);
  listenAgain();
}
