"use client";
import { trpc } from "#features/trpc/client.ts";
import type { OrderRow } from "../order-news.ts";

export type DueBack = { sums: readonly { currency: string; amount: number }[]; loading: boolean };

/**
 * The amounts due back after cancelling these orders, by currency, calculated by the server because payments may have
 * arrived since. Orders that cannot be cancelled are excluded.
 */
export function useDueBack(orders: readonly OrderRow[], enabled: boolean): DueBack {
  const open = enabled ? orders.filter(({ status }) => status !== "draft" && status !== "cancelled") : [];
  const answers = trpc.useQueries((ask) =>
    open.map(({ id }) => ask.orders.previewCancel({ id }, { staleTime: 0, retry: false })),
  );
  const sums = new Map<string, number>();
  for (const [index, { currency }] of open.entries()) {
    const due = answers[index]?.data?.totals.due ?? 0;
    if (due < 0) sums.set(currency, (sums.get(currency) ?? 0) - due);
  }
  return {
    sums: [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([currency, amount]) => ({ currency, amount })),
    loading: answers.some(({ isFetching }) => isFetching),
  };
}
