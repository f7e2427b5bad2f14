"use client";
import { useState } from "react";
import { trpc } from "#features/trpc/client.ts";
import type { Order } from "../../order-news.ts";
import { type Picks, picksToLines } from "./line-picker.tsx";

/** Units to be given back, and what the server says that they come to; null until it has. */
export function useRefundPicks(order: Order) {
  const [chosen, setPicks] = useState<Picks>({});
  // What somebody else has given back meanwhile can no longer be picked.
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
