"use client";
import { useEffect, useState } from "react";

/** A debounced value; the function applies the newest one at once. */
export function useSettled<T>(value: T, restMs = 120): [settled: T, settle: (value: T) => void] {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return [settled, setSettled];
}
