import { useSyncExternalStore } from "react";

const none: readonly never[] = [];

/** A list of items registered by mounted components. Filled by effects, so it is empty on the server. */
export function createRegistry<T>() {
  let items: readonly T[] = none;
  const listeners = new Set<() => void>();
  const set = (next: readonly T[]) => {
    items = next;
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    add: (added: readonly T[]) => {
      set([...items, ...added]);
      return () => set(items.filter((item) => !added.includes(item)));
    },
    all: () => items,
    useAll: () =>
      useSyncExternalStore(
        subscribe,
        () => items,
        () => none,
      ),
  };
}
