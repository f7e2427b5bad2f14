"use client";
import { useCallback, useEffect, useState } from "react";

const none: ReadonlySet<string> = new Set();
const restMs = 1500;

/** Rows that arrived or changed over the live stream; each stays fresh while it is highlighted. */
export function useFreshIds(): [fresh: ReadonlySet<string>, mark: (ids: readonly string[]) => void] {
  const [fresh, setFresh] = useState(none);
  useEffect(() => {
    if (fresh.size === 0) return;
    const timer = setTimeout(() => setFresh(none), restMs);
    return () => clearTimeout(timer);
  }, [fresh]);
  const mark = useCallback((ids: readonly string[]) => {
    if (ids.length > 0) setFresh((before) => new Set([...before, ...ids]));
  }, []);
  return [fresh, mark];
}
