"use client";
import { useEffect, useEffectEvent } from "react";
import { isOverlayOpen, isTyping } from "#components/hooks/key-guard.ts";
import { followFocus } from "#components/ui/focus-trail.ts";
import { createRegistry } from "#features/shell/registry.ts";
import { matchStrokes, strokeOf } from "#features/shell/strokes.ts";

export type Shortcut = {
  /** "c", "g o" (in sequence), "mod+k" (together; mod is ⌘ or Ctrl), "?". */
  keys: string;
  /** For the overview of keys. */
  label: string;
  group: "general" | "navigation" | "page";
  run: () => void;
};

const registry = createRegistry<Shortcut>();

export const useShortcuts = registry.useAll;

/** Registers shortcuts while the component is mounted. The latest registration of the same keys wins. */
export function useShortcut({ keys, label, group, run }: Shortcut, enabled = true): void {
  const onRun = useEffectEvent(run);
  useEffect(
    () => (enabled ? registry.add([{ keys, label, group, run: () => onRun() }]) : undefined),
    [keys, label, group, enabled],
  );
}

/** Milliseconds within which the next key continues a sequence. */
const SEQUENCE_MS = 1000;

/** The page's single key listener. Keys with a modifier work everywhere, others not in fields and under dialogs. */
export function ShortcutListener() {
  useEffect(followFocus, []);
  useEffect(() => {
    let pending: string[] = [];
    let lastAt = 0;
    const forget = () => {
      pending = [];
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const stroke = strokeOf(event);
      if (stroke === null || event.defaultPrevented || event.repeat) return;
      if (!stroke.startsWith("mod+") && (isTyping(event.target) || isOverlayOpen())) return forget();
      // The event's own time counts, not when a busy page handled it.
      if (event.timeStamp - lastAt > SEQUENCE_MS) forget();
      lastAt = event.timeStamp;
      const match = matchStrokes(pending, stroke, registry.all());
      pending = match.pending;
      if (match.found === undefined) return;
      event.preventDefault();
      match.found.run();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return null;
}
