import { QueryClient } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import type { AppRouter } from "#transports/trpc/router.ts";

const TRIES = 3;

/** Network errors, and errors that the server marks as retryable. */
export function isWorthAnotherTry(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return false;
  const { data }: { data?: AppRouter["_def"]["_config"]["$types"]["errorShape"]["data"] | null } = error;
  if (data === undefined || data === null) return true;
  return data.kind === "unavailable" || data.kind === "timeout" || data.code === "idempotency.in_progress";
}

export const retryDelayMs = (attempt: number): number => Math.min(4000, 250 * 2 ** attempt);

/** Results stay fresh for half a minute because live events report changes. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < TRIES && isWorthAnotherTry(error),
        retryDelay: retryDelayMs,
      },
      // Results may contain secrets: none outlives its screen.
      mutations: { networkMode: "always", retry: false, gcTime: 0 },
    },
  });
}
