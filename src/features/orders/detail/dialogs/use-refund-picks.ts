"use client";
import { useState } from "react";
import { trpc } from "#features/trpc/client.ts";
import type { Order } from "../../order-news.ts";
import { type Picks, picksToLines } from "./line-picker.tsx";

/** The units to refund, and their amount from the server; null until it arrives. */
export function useRefundPicks(order: Order) {
  const [chosen, setPicks] = useState<Picks>({});
  // Units refunded concurrently can no longer be selected.
  const left = new Map(order.lines.map((line) => [line.id, line.refundable.quantity]));
  const picks = Object.fromEntries(
    Object.entries(chosen).map(([id, units]) => [id, Math.min(units, left.get(id) ?? 0)]),
  );
  const lines = picksToLines(picks);
  const input = { orderId: order.id, lines };
  const preview = trpc.payments.previewRefund.useQuery(input, {
    enabled: lines.length > 0,
    staleTime: 0,
    retry: false,
  });
  const told = lines.length > 0 && !preview.isFetching ? preview.data : undefined;
  return {
    picks,
    setPicks,
    lines,
    amount: lines.length === 0 ? 0 : (told?.amount ?? null),
    told,
    error: preview.error,
  };
}
