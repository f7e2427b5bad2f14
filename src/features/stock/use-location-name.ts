"use client";
import { useCallback } from "react";
import { useLocations } from "#features/trpc/use-places.ts";

/** A location's name by its code; the code until the name is known. */
export function useLocationName(): (code: string) => string {
  const locations = useLocations();
  return useCallback((code) => locations?.find((location) => location.code === code)?.name ?? code, [locations]);
}
