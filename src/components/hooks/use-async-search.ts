"use client";
import { useEffect, useEffectEvent, useState } from "react";

export type SearchState = "idle" | "searching" | "done" | "failed";

/**
 * Debounces `search` by 120 ms and drops outdated results. Previous items stay meanwhile; `current` says whether they
 * match this query.
 */
export function useAsyncSearch<T>(
  search: (query: string, signal: AbortSignal) => Promise<T[]>,
  query: string,
  { enabled, onAnswer }: { enabled: boolean; onAnswer?: (items: T[]) => void },
): { items: T[]; state: SearchState; current: boolean } {
  const [items, setItems] = useState<T[]>([]);
  const [state, setState] = useState<SearchState>("idle");
  const [answered, setAnswered] = useState<string | null>(null);
  const run = useEffectEvent(search);
  const answer = useEffectEvent((found: T[]) => onAnswer?.(found));
  useEffect(() => {
    if (!enabled) return;
    const abort = new AbortController();
    const start = () => {
      setState("searching");
      run(query.trim(), abort.signal).then(
        (found) => {
          if (abort.signal.aborted) return;
          setItems(found);
          setAnswered(query);
          setState(query.trim() === "" && found.length === 0 ? "idle" : "done");
          answer(found);
        },
        () => {
          if (!abort.signal.aborted) setState("failed");
        },
      );
    };
    const timer = setTimeout(start, query === "" ? 0 : 120);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query, enabled]);
  return { items, state, current: answered === query };
}
