import { useSyncExternalStore } from "react";
import { useMe } from "#features/trpc/use-me.ts";
import type { Bench } from "./bench.ts";

const BENCH = "crossdock.packing";
const SETTINGS = "crossdock.packing.settings";

interface Settings {
  readonly muted: boolean;
  /** Opens the print dialog as soon as a parcel is finished. */
  readonly prints: boolean;
}

interface Kept<T> {
  readonly get: () => T;
  /** As it is stored now: another tab may have written it. */
  readonly fresh: () => T;
  readonly set: (value: T) => void;
  readonly change: (how: (value: T) => T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** A value in the browser's storage; without one, as long as the page is open. */
function kept<T>(name: string, fallback: T): Kept<T> {
  let value: T | undefined;
  let isStored = true;
  const listeners = new Set<() => void>();
  const read = (): T => {
    try {
      const text = localStorage.getItem(name);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written below, by this version of the page
      return text === null ? fallback : (JSON.parse(text) as T);
    } catch {
      return fallback;
    }
  };
  const get = () => (value ??= read());
  const set = (next: T) => {
    value = next;
    try {
      localStorage.setItem(name, JSON.stringify(next));
      isStored = true;
    } catch {
      isStored = false; // full or forbidden: the page still holds it
    }
    for (const listener of listeners) listener();
  };
  const fresh = () => {
    if (isStored) value = undefined;
    return get();
  };
  return {
    get,
    set,
    fresh,
    change: (how) => set(how(fresh())),
    subscribe(listener) {
      // Another tab has written it.
      const onStorage = ({ key }: StorageEvent) => {
        if (key !== name) return;
        value = undefined;
        listener();
      };
      listeners.add(listener);
      window.addEventListener("storage", onStorage);
      return () => {
        listeners.delete(listener);
        window.removeEventListener("storage", onStorage);
      };
    },
  };
}

const nothing: { readonly bench: Bench | null } = { bench: null };
const usual: Settings = { muted: false, prints: false };

export type BenchStore = Kept<{ readonly bench: Bench | null }>;

const stores = new Map<string, BenchStore>();

/** Each user's own: who signs in next at this browser goes on with nothing of another's. */
export function useBenchStore(): BenchStore {
  const { me } = useMe();
  const name = `${BENCH}.${me?.tenantId ?? ""}.${me?.id ?? ""}`;
  const store = stores.get(name) ?? kept(name, nothing);
  stores.set(name, store);
  return store;
}

/** Changes the bench as it is now: scans come faster than renders. */
export const changeBench = (store: BenchStore, how: (bench: Bench) => Bench): void =>
  store.change(({ bench }) => ({ bench: bench && how(bench) }));

const keptSettings = kept<Settings>(SETTINGS, usual);

/** Null on the server, and where no station is open. */
export function useKeptBench(): Bench | null {
  const { subscribe, get } = useBenchStore();
  return useSyncExternalStore(subscribe, get, () => nothing).bench;
}

export function useSettings(): readonly [Settings, (change: Partial<Settings>) => void] {
  const settings = useSyncExternalStore(keptSettings.subscribe, keptSettings.get, () => usual);
  return [settings, (change) => keptSettings.change((now) => ({ ...now, ...change }))];
}
