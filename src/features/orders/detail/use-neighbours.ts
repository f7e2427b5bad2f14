"use client";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { useGo } from "#components/hooks/use-go.ts";
import { memoryIn, neighbours, recalled } from "../list/list-memory.ts";

const never = () => () => undefined;

/** The list that the user came from: the link back, and the adjacent orders. Known in the browser only. */
export function useNeighbours(number: string) {
  const router = useRouter();
  const go = useGo();
  const text = useSyncExternalStore(never, recalled, () => "");
  const memory = useMemo(() => memoryIn(text), [text]);
  const { previous, next } = neighbours(memory, number);
  useEffect(() => {
    if (next) router.prefetch(`/orders/${next}`);
  }, [router, next]);
  const swapFor = (to: string) => go(`/orders/${to}`, "replace");
  return {
    back: memory?.href ?? "/orders",
    known: previous !== undefined || next !== undefined,
    toPrevious: previous === undefined ? undefined : () => swapFor(previous),
    toNext: next === undefined ? undefined : () => swapFor(next),
  };
}
