"use client";
import { useCallback, useEffect, useEffectEvent, useRef } from "react";

/** Throttles an action: at once, then at most every `restMs`. */
export function useCalm(action: () => void, restMs: number): () => void {
  const run = useEffectEvent(action);
  const runner = useRef<() => void>(() => undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let again = false;
    const rest = () => {
      timer = undefined;
      if (!again) return;
      again = false;
      start();
    };
    const start = () => {
      run();
      timer = setTimeout(rest, restMs);
    };
    runner.current = () => {
      if (timer === undefined) start();
      else again = true;
    };
    return () => clearTimeout(timer);
  }, [restMs]);
  return useCallback(() => runner.current(), []);
}
