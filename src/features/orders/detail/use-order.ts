"use client";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { type Order, told } from "../order-news.ts";

const REST_MS = 250;

/** One order, as it is now: what others do shows at once, the rest of it a moment later. */
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

/** Puts what a command answered into the place of what is shown, and into the lists that hold it. */
export function useKeepOrder(ref: string): (order: Order) => void {
  const utils = trpc.useUtils();
  return (order) => {
    const known = utils.orders.get.getData({ id: ref });
    if (known === undefined || order.version >= known.version) utils.orders.get.setData({ id: ref }, order);
    void utils.payments.refunds.invalidate({ orderId: order.id });
  };
}
