import { QueryClient } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import type { AppRouter } from "#transports/trpc/router.ts";

const TRIES = 3;

/** The network was gone, or the server said that it is worth another try. */
export function isWorthAnotherTry(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return false;
  const { data }: { data?: AppRouter["_def"]["_config"]["$types"]["errorShape"]["data"] | null } = error;
  if (data === undefined || data === null) return true;
  return data.kind === "unavailable" || data.kind === "timeout" || data.code === "idempotency.in_progress";
}

export const retryDelayMs = (attempt: number): number => Math.min(4000, 250 * 2 ** attempt);

/** Answers stay fresh for half a minute because live events say what has changed. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < TRIES && isWorthAnotherTry(error),
        retryDelay: retryDelayMs,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
