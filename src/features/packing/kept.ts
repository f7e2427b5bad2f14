import { useSyncExternalStore } from "react";
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
  readonly set: (value: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** A value in the browser's storage; without one, as long as the page is open. */
function kept<T>(name: string, fallback: T): Kept<T> {
  let value: T | undefined;
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
  return {
    get: () => (value ??= read()),
    set(next) {
      value = next;
      try {
        localStorage.setItem(name, JSON.stringify(next));
      } catch {
        // A full or forbidden storage: the page still holds it.
      }
      for (const listener of listeners) listener();
    },
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

export const keptBench = kept<{ readonly bench: Bench | null }>(BENCH, nothing);
const keptSettings = kept<Settings>(SETTINGS, usual);

/** Null on the server, and where no station is open. */
export const useKeptBench = (): Bench | null =>
  useSyncExternalStore(keptBench.subscribe, keptBench.get, () => nothing).bench;

export function useSettings(): readonly [Settings, (change: Partial<Settings>) => void] {
  const settings = useSyncExternalStore(keptSettings.subscribe, keptSettings.get, () => usual);
  return [settings, (change) => keptSettings.set({ ...keptSettings.get(), ...change })];
}
