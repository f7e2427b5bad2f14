"use client";
import { useEffect, useEffectEvent } from "react";

/** Loads deferred code when the browser is idle, before it is needed. */
export function useIdleLoad(load: () => Promise<unknown>): void {
  const start = useEffectEvent(() => void load().catch(() => undefined));
  useEffect(() => {
    // Safari has no idle callback.
    if (typeof requestIdleCallback === "undefined") {
      const timer = setTimeout(() => start(), 300);
      return () => clearTimeout(timer);
    }
    const asked = requestIdleCallback(() => start());
    return () => cancelIdleCallback(asked);
  }, []);
}
