"use client";
import { useCallback, useMemo } from "react";
import { trpc } from "#features/trpc/client.ts";
import { useMe } from "#features/trpc/use-me.ts";
import { useChannels, useLocations } from "#features/trpc/use-places.ts";

const RARELY_MS = 5 * 60_000;
const none: readonly never[] = [];

export type Names = ReturnType<typeof useNames>;

/** Display names of codes and ids. Cached for long: they rarely change. */
export function useNames() {
  const { can } = useMe();
  const channels = useChannels() ?? none;
  const locations = useLocations() ?? none;
  // With those who are deactivated: orders of theirs go on showing their names.
  const everybody =
    trpc.users.list.useQuery({ limit: 100 }, { staleTime: RARELY_MS, enabled: can("users:read") }).data?.data ?? none;
  const people = useMemo(() => everybody.filter(({ active }) => active), [everybody]);
  const channelNames = useMemo(() => new Map(channels.map(({ code, name }) => [code, name])), [channels]);
  const locationNames = useMemo(() => new Map(locations.map(({ code, name }) => [code, name])), [locations]);
  const peopleNames = useMemo(() => new Map(everybody.map(({ id, name }) => [id, name])), [everybody]);
  return {
    channels,
    locations,
    people,
    /** Whether the visitor may read users; known before the names are. */
    maySeePeople: can("users:read"),
    channelName: useCallback((code: string) => channelNames.get(code) ?? code, [channelNames]),
    locationName: useCallback((code: string) => locationNames.get(code) ?? code, [locationNames]),
    personName: useCallback((id: string) => peopleNames.get(id), [peopleNames]),
  };
}
