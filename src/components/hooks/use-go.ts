"use client";
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { beginNavigation } from "#components/hooks/pending-navigation.ts";

export type Go = (href: string, how?: "push" | "replace") => void;

/** Navigates to a screen and shows the pending navigation at once. */
export function useGo(): Go {
  const router = useRouter();
  return useCallback<Go>(
    (href, how = "push") => {
      beginNavigation(href);
      router[how](href);
    },
    [router],
  );
}
