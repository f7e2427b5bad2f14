"use client";
import { useEffect, useEffectEvent, useState } from "react";

/**
 * Asks before navigation discards unsaved input. Where a shortcut navigates, the input is stored and restored with the
 * page.
 */
export function useLeaveGuard(isDirty: boolean) {
  const [wanted, setWanted] = useState<string | null>(null);
  const onClick = useEffectEvent((event: MouseEvent) => {
    const href = hrefOf(event);
    if (!isDirty || href === null) return;
    event.preventDefault();
    event.stopPropagation();
    setWanted(href);
  });
  useEffect(() => {
    const listener = (event: MouseEvent) => onClick(event);
    document.addEventListener("click", listener, true);
    return () => document.removeEventListener("click", listener, true);
  }, []);
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);
  return { wanted, stay: () => setWanted(null) };
}

/** The path that a plain click on an internal link would open in this tab. */
function hrefOf(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target === "_blank" || link.origin !== location.origin || link.hash !== "") return null;
  return `${link.pathname}${link.search}`;
}
