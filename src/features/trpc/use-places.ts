"use client";
import { trpc } from "./client.ts";
import { useMe } from "./use-me.ts";

const RARELY_MS = 5 * 60_000;

/** The shop's channels; undefined while unknown, and for whoever may not see the settings. */
export const useChannels = () =>
  trpc.channels.list.useQuery({}, { staleTime: RARELY_MS, enabled: useMe().can("settings:read") }).data?.data;

/** The same of its locations. */
export const useLocations = () =>
  trpc.locations.list.useQuery({}, { staleTime: RARELY_MS, enabled: useMe().can("settings:read") }).data?.data;
