"use client";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { ASK_AGAIN_MS } from "./queue-params.ts";

/** Counts are polled; changes by users show at once. */
export function useQueues() {
  const utils = trpc.useUtils();
  const query = trpc.jobs.listQueues.useQuery({}, { refetchInterval: ASK_AGAIN_MS });
  const readAgain = useCalm(() => void utils.jobs.listQueues.invalidate(), 1000);
  useLive((events) => {
    if (events.some(({ subjectType }) => subjectType === "job")) readAgain();
  });
  return query;
}
