"use client";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { ASK_AGAIN_MS, type Queue } from "./queue-params.ts";

/** Parked jobs need a person: their queues are first. */
const parkedFirst = <T extends { data: Queue[] }>(page: T): T => ({
  ...page,
  data: page.data.toSorted((a, b) => Number(b.parked > 0) - Number(a.parked > 0)),
});

/** Counts are polled; changes by users show at once. */
export function useQueues() {
  const utils = trpc.useUtils();
  const query = trpc.jobs.listQueues.useQuery({}, { refetchInterval: ASK_AGAIN_MS, select: parkedFirst });
  const readAgain = useCalm(() => void utils.jobs.listQueues.invalidate(), 1000);
  useLive((events) => {
    if (events.some(({ subjectType }) => subjectType === "job")) readAgain();
  });
  return query;
}
