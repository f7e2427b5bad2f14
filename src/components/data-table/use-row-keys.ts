"use client";
import { useEffect, useEffectEvent } from "react";
import { isOverlayOpen, isTyping } from "#components/hooks/key-guard.ts";

export type RowKeys = {
  count: number;
  active: number;
  move: (index: number) => void;
  open: (index: number, newTab: boolean) => void;
  toggle: (index: number, range: boolean) => void;
  /** Absent where rows cannot be selected. */
  toggleAll: (() => void) | undefined;
  /** Escape: true when there was a selection to clear. */
  clear: () => boolean;
};

/**
 * j and k move, Enter opens, x selects, shift+x a range, mod+a all, Escape clears: anywhere on the page except in
 * fields.
 */
export function useRowKeys(keys: RowKeys): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || isTyping(event.target) || isOverlayOpen()) return;
    const onRow = event.target instanceof Element && event.target.closest("tr[data-index]") === event.target;
    const handled = handleKey(event, keys, onRow);
    if (handled) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

function handleKey(event: KeyboardEvent, keys: RowKeys, onRow: boolean): boolean {
  const { active, count } = keys;
  const withModifier = event.metaKey || event.ctrlKey;
  if (event.key === "Enter" && onRow) return (keys.open(active, withModifier), true);
  if (withModifier) return event.key === "a" && count > 0 && selectAll(keys);
  const step = stepOf(event.key, onRow);
  if (step !== 0) {
    if (count > 0) keys.move(Math.min(count - 1, Math.max(0, active + step)));
    return count > 0;
  }
  if (event.key.toLowerCase() === "x" && active >= 0) return (keys.toggle(active, event.shiftKey), true);
  return event.key === "Escape" && keys.clear();
}

function selectAll({ toggleAll }: RowKeys): boolean {
  toggleAll?.();
  return toggleAll !== undefined;
}

function stepOf(key: string, onRow: boolean): number {
  if (key === "j") return 1;
  if (key === "k") return -1;
  if (!onRow) return 0;
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: 15,
    PageUp: -15,
    Home: -Infinity,
    End: Infinity,
  };
  return steps[key] ?? 0;
}
