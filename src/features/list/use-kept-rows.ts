"use client";
import { useEffect, useRef, useState } from "react";
import { keep, keptOf } from "./kept-rows.ts";

/** A leaving row is dimmed for at least this long. */
const FAREWELL_MS = 2500;

type KeptRowsOptions<T> = {
  read: readonly T[];
  rowId: (row: T) => string;
  /** Null while another list's rows are shown as placeholders. */
  name: string | null;
  hasMore: boolean;
};

/**
 * Rows that leave a visible list stay, dimmed, until neither pointer nor focus is on the list: no row moves away from
 * under a click or a key.
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

/** A touch leaves `:hover` set without a pointer. */
function isInUse(frame: HTMLDivElement | null): boolean {
  if (frame === null) return false;
  const points = window.matchMedia("(hover: hover)").matches;
  return frame.matches(points ? ":hover, :focus-within" : ":focus-within");
}
