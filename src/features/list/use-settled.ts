"use client";
import { useEffect, useState } from "react";

/** A value once it has not changed for a moment; the function makes the newest count at once. */
export function useSettled<T>(value: T, restMs = 120): [settled: T, settle: (value: T) => void] {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return [settled, setSettled];
}
