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

/** The pending navigation, shown at once; the address changes only when the next screen has loaded. */
export function beginNavigation(href: string): void {
  const { pathname } = new URL(href, location.href);
  set(pathname === location.pathname ? null : pathname);
}

/** The navigation has finished or was replaced. */
export const endNavigation = (): void => set(null);

export const isNavigating = (): boolean => pending !== null;

/** The path being navigated to, if any. */
export const usePendingPath = (): string | null =>
  useSyncExternalStore(
    subscribe,
    () => pending,
    () => null,
  );
