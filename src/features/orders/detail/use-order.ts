"use client";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { type Order, told } from "../order-news.ts";

const REST_MS = 250;

/** An order, kept current: events are applied at once, the rest is refetched a moment later. */
export function useOrder(ref: string) {
  const utils = trpc.useUtils();
  const query = trpc.orders.get.useQuery({ id: ref });
  const refresh = useCalm(() => {
    void utils.orders.get.invalidate({ id: ref });
    void utils.payments.refunds.invalidate();
  }, REST_MS);
  useLive((events) => {
    const known = utils.orders.get.getData({ id: ref });
    if (known === undefined) return;
    const news = events.filter((event) => event.subjectId === known.id);
    const next = news.reduce((order, event) => told(order, event), known);
    if (next === known) return;
    utils.orders.get.setData({ id: ref }, next);
    refresh();
  });
  return query;
}

/** Replaces the displayed order with a mutation's result, also in cached lists. */
export function useKeepOrder(ref: string): (order: Order) => void {
  const utils = trpc.useUtils();
  return (order) => {
    const known = utils.orders.get.getData({ id: ref });
    if (known === undefined || order.version >= known.version) utils.orders.get.setData({ id: ref }, order);
    void utils.payments.refunds.invalidate({ orderId: order.id });
  };
}
