/** A value that components see change, wherever it is set. */
import { useLayoutEffect, useReducer } from 'preact/hooks';

export type Watched<T> = {
  get: () => T;
  set: (value: T) => void;
  /** Calls back on each change; returns what ends that. */
  watch: (changed: () => void) => () => void;
  /** The value, of which the component that calls this is drawn anew. */
  use: () => T;
};

export function makeWatched<T>(value: T): Watched<T> {
  const watching = new Set<() => void>();
  const watch = (changed: () => void) => {
    watching.add(changed);
    return () => void watching.delete(changed);
  };
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const changed of [...watching]) changed();
    },
    watch,
    use() {
      const [, draw] = useReducer((count: number, _: undefined) => count + 1, 0);
      useLayoutEffect(() => {
        const drawn = value;
        const end = watch(() => draw(undefined));
        // Set between the drawing and now.
        if (!Object.is(drawn, value)) draw(undefined);
        return end;
      }, []);
      return value;
    },
  };
}
