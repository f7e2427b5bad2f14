"use client";
import { useEffect, useRef, useState } from "react";
import { keep, keptOf } from "./kept-rows.ts";

/** A row that leaves stands dimmed for this long at least. */
const FAREWELL_MS = 2500;

type KeptRowsOptions<T> = {
  read: readonly T[];
  rowId: (row: T) => string;
  /** Null while rows of another list stand in for it. */
  name: string | null;
  hasMore: boolean;
};

/**
 * Rows that leave a list under the eyes of somebody stay, dimmed, and go once neither pointer nor focus is on the list:
 * no row ever moves away from under a click or a key.
 */
export function useKeptRows<T>({ read, rowId, name, hasMore }: KeptRowsOptions<T>) {
  const frame = useRef<HTMLDivElement>(null);
  const [before, setKept] = useState(() => keptOf({ name: name ?? "", read }));
  let kept = before;
  if (name !== null && (before.name !== name || before.read !== read)) {
    kept = keep(before, { name, read, hasMore, rowId });
    setKept(kept);
  }
  const { leaving } = kept;
  useEffect(() => {
    if (leaving.size === 0) return;
    const timer = setInterval(() => {
      if (!isInUse(frame.current)) setKept((now) => keptOf({ name: now.name, read: now.read }));
    }, FAREWELL_MS);
    return () => clearInterval(timer);
  }, [leaving]);
  return name === null
    ? { frame, rows: read, leaving: keptOf({ name: "", read }).leaving }
    : { frame, rows: kept.shown, leaving };
}

/** A touch leaves `:hover` behind where no pointer is. */
function isInUse(frame: HTMLDivElement | null): boolean {
  if (frame === null) return false;
  const points = window.matchMedia("(hover: hover)").matches;
  return frame.matches(points ? ":hover, :focus-within" : ":focus-within");
}
