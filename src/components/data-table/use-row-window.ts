"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { inSteps, topShowing, windowOf } from "./row-window.ts";

type RowWindowOptions = {
  count: number;
  rowPx: number;
  headPx: number;
  /** Keeps the scroll position for the way back. */
  scrollKey: string | undefined;
  /** Print renders all rows. */
  whole: boolean;
};

const offsets = new Map<string, number>();
/** The assumed viewport before the first measurement. */
const USUAL_HEIGHT_PX = 900;

/** Virtualizes a long list: the rendered rows, and the space of the others. All rows have equal height. */
export function useRowWindow({ count, rowPx, headPx, scrollKey, whole }: RowWindowOptions) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState(() => ({
    topPx: scrollKey === undefined ? 0 : (offsets.get(scrollKey) ?? 0),
    heightPx: USUAL_HEIGHT_PX,
  }));
  const restorePx = useRef(view.topPx);
  const key = useRef(scrollKey);
  useEffect(() => {
    key.current = scrollKey;
  }, [scrollKey]);

  const attach = useCallback((element: HTMLDivElement) => {
    scroller.current = element;
    if (restorePx.current > 0) element.scrollTo({ top: restorePx.current });
    restorePx.current = 0;
    let seen = "";
    const look = () => {
      const { scrollTop, clientHeight: heightPx } = element;
      if (key.current !== undefined) offsets.set(key.current, scrollTop);
      const topPx = inSteps(scrollTop);
      if (seen === `${String(topPx)} ${String(heightPx)}`) return;
      seen = `${String(topPx)} ${String(heightPx)}`;
      // Rendered before the browser paints, so that no visible row is ever missing.
      flushSync(() => setView({ topPx, heightPx }));
    };
    element.addEventListener("scroll", look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      observer.disconnect();
      scroller.current = null;
    };
  }, []);

  const scrollTo = (index: number) => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop: topPx, clientHeight: heightPx } = element;
    const top = topShowing({ topPx, heightPx, rowPx, headPx }, index);
    if (top !== topPx) element.scrollTo({ top });
  };
  const { from, to } = whole ? { from: 0, to: count } : windowOf({ ...view, rowPx }, count);
  return { scroller, attach, from, to, beforePx: from * rowPx, afterPx: (count - to) * rowPx, scrollTo };
}
