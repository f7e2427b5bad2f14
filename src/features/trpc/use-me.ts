"use client";
import type { Scope } from "#core/kernel/actor.ts";
import { trpc } from "./client.ts";

/** Who is signed in and what they may do; read with the frame of the page. */
export function useMe() {
  const me = trpc.users.me.useQuery({}, { staleTime: Infinity }).data;
  return { me, can: (scope: Scope): boolean => me?.scopes.includes(scope) ?? false };
}
