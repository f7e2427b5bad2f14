"use client";
import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { beginNavigation, endNavigation, usePendingPath } from "#components/hooks/pending-navigation.ts";

/** Where one is, or already on the way to. */
export function useComingPath(): string {
  const pathname = usePathname();
  return usePendingPath() ?? pathname;
}

/** A press that a link of ours has taken for itself: Next answers it, not the browser. */
function onPress(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (event.defaultPrevented && link?.origin === location.origin) beginNavigation(link.href);
}

/** Says at once where a link leads; ends a pending navigation once the address has changed, whichever way it did. */
export function useNavigationMarks(): void {
  const pathname = usePathname();
  useEffect(() => {
    if (pathname === location.pathname) endNavigation();
  }, [pathname]);
  useEffect(() => {
    window.addEventListener("click", onPress);
    window.addEventListener("popstate", endNavigation);
    return () => {
      window.removeEventListener("click", onPress);
      window.removeEventListener("popstate", endNavigation);
    };
  }, []);
}
