"use client";
import { usePathname, useRouter } from "next/navigation";
import { useCallback, useEffect } from "react";
import { beginNavigation, endNavigation, usePendingPath } from "#components/hooks/pending-navigation.ts";

/** Goes to a screen of ours and says so at once. */
export function useGo(): (href: string) => void {
  const router = useRouter();
  return useCallback(
    (href) => {
      beginNavigation(href);
      router.push(href);
    },
    [router],
  );
}

/** Where one is, or already on the way to. */
export function useComingPath(): string {
  const pathname = usePathname();
  return usePendingPath() ?? pathname;
}

/** Ends a pending navigation once the address has changed, whichever way it did. */
export function useArrivals(): void {
  const pathname = usePathname();
  useEffect(() => {
    if (pathname === location.pathname) endNavigation();
  }, [pathname]);
  useEffect(() => {
    window.addEventListener("popstate", endNavigation);
    return () => window.removeEventListener("popstate", endNavigation);
  }, []);
}
