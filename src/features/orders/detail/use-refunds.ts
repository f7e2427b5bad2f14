"use client";
import { useMemo } from "react";
import { type Outputs, trpc } from "#features/trpc/client.ts";
import type { Order } from "../order-news.ts";

type Refund = Outputs["payments"]["refunds"]["data"][number];
/** Units of one line within one refund. */
export type LineRefund = Omit<Refund, "lines" | "amount"> & { readonly quantity: number; readonly amount: number };

/** The refunds of a line, without declined ones. */
export function useRefunds(order: Order): ReadonlyMap<string, readonly LineRefund[]> {
  const some = order.lines.some(({ refunded, refundPending }) => refunded.quantity + refundPending.quantity > 0);
  const { data } = trpc.payments.refunds.useQuery({ orderId: order.id }, { enabled: some });
  return useMemo(() => {
    const byLine = new Map<string, LineRefund[]>();
    for (const { lines, ...refund } of data?.data ?? []) {
      if (refund.state === "failed") continue;
      for (const { id, ...units } of lines) byLine.set(id, [...(byLine.get(id) ?? []), { ...refund, ...units }]);
    }
    return byLine;
  }, [data]);
}
