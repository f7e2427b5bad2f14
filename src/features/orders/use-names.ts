"use client";
import { useCallback, useMemo } from "react";
import { trpc } from "#features/trpc/client.ts";
import { useMe } from "#features/trpc/use-me.ts";

const RARELY_MS = 5 * 60_000;
const none: readonly never[] = [];

export type Names = ReturnType<typeof useNames>;

/** Display names of codes and ids. Cached for long: they rarely change. */
export function useNames() {
  const { can } = useMe();
  const channels = trpc.channels.list.useQuery({}, { staleTime: RARELY_MS }).data?.data ?? none;
  const locations = trpc.locations.list.useQuery({}, { staleTime: RARELY_MS }).data?.data ?? none;
  const people =
    trpc.users.list.useQuery({ active: true, limit: 100 }, { staleTime: RARELY_MS, enabled: can("users:read") }).data
      ?.data ?? none;
  const channelNames = useMemo(() => new Map(channels.map(({ code, name }) => [code, name])), [channels]);
  const locationNames = useMemo(() => new Map(locations.map(({ code, name }) => [code, name])), [locations]);
  const peopleNames = useMemo(() => new Map(people.map(({ id, name }) => [id, name])), [people]);
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
