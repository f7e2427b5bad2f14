"use client";
import { useSyncExternalStore } from "react";

let pending: string | null = null;
const listeners = new Set<() => void>();

function set(next: string | null): void {
  if (next === pending) return;
  pending = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Says at once where one is going; the address itself changes only when the next screen is there. */
export function beginNavigation(href: string): void {
  const { pathname } = new URL(href, location.href);
  set(pathname === location.pathname ? null : pathname);
}

/** The next screen, or another way, has come. */
export const endNavigation = (): void => set(null);

/** The path that is on its way, if any. */
export const usePendingPath = (): string | null =>
  useSyncExternalStore(
    subscribe,
    () => pending,
    () => null,
  );
