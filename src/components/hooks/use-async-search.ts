"use client";
import { useEffect, useEffectEvent, useState } from "react";

type SearchState = "idle" | "searching" | "done" | "failed";

/** Runs `search` some 120 ms after the last key, drops answers that come too late, keeps the old items meanwhile. */
export function useAsyncSearch<T>(
  search: (query: string, signal: AbortSignal) => Promise<T[]>,
  query: string,
  enabled: boolean,
): { items: T[]; state: SearchState } {
  const [items, setItems] = useState<T[]>([]);
  const [state, setState] = useState<SearchState>("idle");
  const run = useEffectEvent(search);
  useEffect(() => {
    if (!enabled) return;
    const abort = new AbortController();
    const timer = setTimeout(
      () => {
        setState("searching");
        run(query.trim(), abort.signal).then(
          (found) => {
            if (abort.signal.aborted) return;
            setItems(found);
            setState(query.trim() === "" && found.length === 0 ? "idle" : "done");
          },
          () => {
            if (!abort.signal.aborted) setState("failed");
          },
        );
      },
      query === "" ? 0 : 120,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query, enabled]);
  return { items, state };
}
