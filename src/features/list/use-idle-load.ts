"use client";
import { useEffect, useEffectEvent } from "react";

/** Fetches code that the first view does without, once the browser has nothing else to do: it is there when asked for. */
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
