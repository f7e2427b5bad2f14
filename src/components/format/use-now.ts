"use client";
import { useSyncExternalStore } from "react";
import { useFormatSettings } from "#components/format/format-context.tsx";

const stepMs = 15_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach((notify) => notify()), stepMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const currentStep = () => Math.floor(Date.now() / stepMs) * stepMs;

/** The time in steps of 15 s, one timer for the whole page; during hydration it is the server's. */
export function useNow(): number {
  const { nowMs } = useFormatSettings();
  return useSyncExternalStore(subscribe, currentStep, () => nowMs);
}
