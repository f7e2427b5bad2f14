"use client";
import { type RefObject, useEffect, useState } from "react";

const firstValue = (list: HTMLElement): string | null =>
  list.querySelector("[cmdk-item]:not([aria-disabled=true])")?.getAttribute("data-value") ?? null;

/**
 * The selected option of a list that changes by itself. cmdk loses the selection when several options leave at once, and
 * Enter then does nothing: the first one is selected instead.
 */
export function useFirstSelected(list: RefObject<HTMLDivElement | null>) {
  const [value, onValueChange] = useState("");
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const look = () => {
      if (element.querySelector("[cmdk-item][aria-selected=true]") === null) onValueChange(firstValue(element) ?? "");
    };
    const observer = new MutationObserver(look);
    observer.observe(element, { childList: true, subtree: true, attributeFilter: ["aria-selected"] });
    look();
    return () => observer.disconnect();
  }, [list]);
  return { value, onValueChange };
}
