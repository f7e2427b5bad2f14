"use client";
import type { Scope } from "#core/kernel/actor.ts";
import { trpc } from "./client.ts";

/** The signed-in user and their scopes; prefetched with the page. */
export function useMe() {
  const me = trpc.users.me.useQuery({}, { staleTime: Infinity }).data;
  return { me, can: (scope: Scope): boolean => me?.scopes.includes(scope) ?? false };
}
