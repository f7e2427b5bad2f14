"use client";
import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { beginNavigation, endNavigation, usePendingPath } from "#components/hooks/pending-navigation.ts";

/** The current or pending path. */
export function useComingPath(): string {
  const pathname = usePathname();
  return usePendingPath() ?? pathname;
}

/** A click handled by an internal link: Next navigates, not the browser. */
function onPress(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (event.defaultPrevented && link?.origin === location.origin) beginNavigation(link.href);
}

/** Shows a pending navigation at once; ends it when the URL has changed for any reason. */
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
