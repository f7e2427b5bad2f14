"use client";
import { useSyncExternalStore } from "react";

/** `offline`: the browser has no network. `unreachable`: it has one, but the server does not respond. */
export type Connection = "online" | "offline" | "unreachable";

let answered = true;
const listeners = new Set<() => void>();

/** Called after every request: whether there was any response. */
export function noteAnswer(there: boolean): void {
  if (there === answered) return;
  answered = there;
  for (const listener of listeners) listener();
}

export function connection(): Connection {
  if (!navigator.onLine) return "offline";
  return answered ? "online" : "unreachable";
}

export function onConnection(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

export const useConnection = (): Connection => useSyncExternalStore(onConnection, connection, () => "online");
