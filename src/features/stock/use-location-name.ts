"use client";
import { useCallback } from "react";
import { trpc } from "#features/trpc/client.ts";

/** A location's name by its code; the code until the name is known. */
export function useLocationName(): (code: string) => string {
  const locations = trpc.locations.list.useQuery({}).data?.data;
  return useCallback((code) => locations?.find((location) => location.code === code)?.name ?? code, [locations]);
}
