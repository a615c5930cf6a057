/** What the tests ask of an engine: all that differs from one to another. */
export type Engine = {
  /** Opens an empty tab in a window of its own, so that it hides no other. */
  open: () => Promise<Tab>;
  stop: () => Promise<void>;
};

/** Back and forward are left to `history`: drivers wait for a load, and from the back/forward cache there comes none. */
export type Tab = {
  /** Answers when the page's deferred scripts have run. */
  goto: (url: string) => Promise<unknown>;
  /** Runs a function in the page, where it sees nothing of the test but its arguments: values of JSON. */
  evaluate: <A extends unknown[], T>(run: (...args: A) => T, ...args: A) => Promise<Awaited<T>>;
  click: (selector: string) => Promise<unknown>;
  /** Presses Enter on an element. */
  enter: (selector: string) => Promise<unknown>;
  /** Takes the page out of the visitor's view: by another tab of its window, or as may be. */
  hide: () => Promise<unknown>;
  /** Takes it back. */
  show: () => Promise<unknown>;
  /** Closes the tab as its visitor would. */
  close: () => Promise<unknown>;
};

/** A function and its arguments as text, which every engine takes. */
export const callOf = <A extends unknown[]>(run: (...args: A) => unknown, args: A): string =>
  `(${run})(...${JSON.stringify(args)})`;
