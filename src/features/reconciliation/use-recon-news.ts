"use client";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";

const subjects = new Set(["partner", "reconciliation", "difference"]);

/** Any event of partners and comparisons causes a refetch; bulk repairs emit hundreds, so at most once a second. */
export function useReconNews(): void {
  const utils = trpc.useUtils();
  const readAgain = useCalm(() => void utils.reconciliation.invalidate(), 1000);
  useLive((events) => {
    if (events.some(({ subjectType }) => subjects.has(subjectType))) readAgain();
  });
}
