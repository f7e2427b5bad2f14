import { useSyncExternalStore } from "react";

/** State that outlives its screen: work continues and typed text stays while the user navigates. */
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
    /** Renders again only when the selected part changes. */
    use: <P>(pick: (value: T) => P): P =>
      useSyncExternalStore(
        subscribe,
        () => pick(value),
        () => pick(initial),
      ),
  };
}
