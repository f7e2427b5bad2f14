"use client";
import { useState } from "react";
import type { Scope } from "#core/kernel/actor.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { useMe } from "#features/trpc/use-me.ts";

/** What the samples do. */
const SCOPES = ["orders:read", "orders:write", "inventory:read", "events:read"] as const satisfies readonly Scope[];
const HOUR_MS = 3_600_000;

type TryKeyTexts = { name: string; notMade: string; notRevoked: string };

/**
 * An API key for the samples of this page: made here for an hour, or the reader's own. The page forgets it when it is left.
 */
export function useTryKey({ name, notMade, notRevoked }: TryKeyTexts) {
  const { can } = useMe();
  const report = useReportFailure();
  const [key, setKey] = useState<{ id: string; secret: string } | null>(null);
  const [own, setOwn] = useState("");
  const create = trpc.apiKeys.create.useMutation({
    onSuccess: ({ id, secret }) => setKey(secret === null ? null : { id, secret }),
    onError: (error) => report(notMade, error),
  });
  const revoke = trpc.apiKeys.revoke.useMutation({
    onSuccess: () => setKey(null),
    onError: (error) => report(notRevoked, error),
  });
  return {
    key: key?.secret ?? (own.trim() === "" ? null : own.trim()),
    made: key !== null,
    own,
    setOwn,
    mayMake: can("keys:write"),
    busy: create.isPending || revoke.isPending,
    make: () =>
      create.mutate({
        name,
        scopes: SCOPES.filter((scope) => can(scope)),
        expiresAt: new Date(Date.now() + HOUR_MS).toISOString(),
      }),
    revoke: () => key !== null && revoke.mutate({ id: key.id }),
  };
}
