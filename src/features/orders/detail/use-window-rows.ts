"use client";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useState } from "react";

const ROW_PX = 57;

/** Virtualizes a long table in a page that scrolls as a whole. */
export function useWindowRows(count: number, body: RefObject<HTMLElement | null>) {
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const top = body.current?.getBoundingClientRect().top ?? 0;
    setMargin(Math.round(top + window.scrollY));
  }, [body]);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes this
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollMargin: margin,
    initialRect: { width: 1280, height: 900 },
  });
  const items = virtual.getVirtualItems();
  return {
    items,
    before: (items[0]?.start ?? margin) - margin,
    after: virtual.getTotalSize() - ((items.at(-1)?.end ?? margin) - margin),
    measure: virtual.measureElement,
  };
}
