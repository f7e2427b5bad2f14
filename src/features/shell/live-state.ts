"use client";
import { useSyncExternalStore } from "react";
import type { LiveState } from "#components/patterns/live-indicator.tsx";

let stream: LiveState = "live";
const listeners = new Set<() => void>();

/** Set by the owner of the page's event stream. */
export function setLiveState(state: LiveState): void {
  stream = state;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    subscribe,
    () => (navigator.onLine ? stream : "offline"),
    () => "live",
  );
}
