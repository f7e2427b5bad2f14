"use client";
import { useMemo } from "react";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { desk } from "./desk.ts";

/** Orders per query, which have large responses. */
const TOGETHER = 50;
const REST_MS = 1500;

/** The selected orders in full, in the order of the list. Refetched when one of them changes. */
export function useChosenOrders(ids: readonly string[]) {
  const out = desk.use((now) => now.out);
  const utils = trpc.useUtils();
  const chunks = useMemo(
    () =>
      Array.from({ length: Math.ceil(ids.length / TOGETHER) }, (_, n) => ids.slice(n * TOGETHER, (n + 1) * TOGETHER)),
    [ids],
  );
  const answers = trpc.useQueries((ask) => chunks.map((part) => ask.orders.getMany({ ids: part }, { staleTime: 0 })));
  const found = new Map(answers.flatMap(({ data }) => data?.data ?? []).map((order) => [order.id, order]));
  const again = useCalm(() => void utils.orders.getMany.invalidate(), REST_MS);
  const wanted = useMemo(() => new Set(ids), [ids]);
  useLive((events) => {
    if (!desk.get().running && events.some(({ subjectId }) => wanted.has(subjectId))) again();
  });
  return {
    orders: ids.flatMap((id) => (out[id] ? [] : (found.get(id) ?? []))),
    loading: answers.some(({ isPending }) => isPending),
    error: answers.find(({ error }) => error !== null)?.error ?? null,
    retry: () => void utils.orders.getMany.invalidate(),
  };
}
