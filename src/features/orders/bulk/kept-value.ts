import { useSyncExternalStore } from "react";

/** A value that outlives the screen which shows it: work goes on, and what was typed stays, while one looks elsewhere. */
export function keptValue<T>(initial: T) {
  let value = initial;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    get: () => value,
    set(change: Partial<T>): void {
      value = { ...value, ...change };
      for (const listener of listeners) listener();
    },
    /** Renders again only when what is picked changes. */
    use: <P>(pick: (value: T) => P): P =>
      useSyncExternalStore(
        subscribe,
        () => pick(value),
        () => pick(initial),
      ),
  };
}
