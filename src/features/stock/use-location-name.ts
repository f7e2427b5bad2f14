"use client";
import { useCallback } from "react";
import { trpc } from "#features/trpc/client.ts";

/** What people call a location, by its code; the code until that is known. */
export function useLocationName(): (code: string) => string {
  const locations = trpc.locations.list.useQuery({}).data?.data;
  return useCallback((code) => locations?.find((location) => location.code === code)?.name ?? code, [locations]);
}
