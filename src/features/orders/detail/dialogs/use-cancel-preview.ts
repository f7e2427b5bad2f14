"use client";
import { trpc } from "#features/trpc/client.ts";
import type { Order } from "../../order-news.ts";

/** The order's total and the amount due after cancelling these lines, calculated by the server. */
export function useCancelPreview(order: Order, lines: { id: string; quantity: number }[] | undefined) {
  const chosen = lines?.length !== 0;
  const preview = trpc.orders.previewCancel.useQuery(
    { id: order.id, ...(lines ? { lines } : {}) },
    { enabled: chosen, staleTime: 0, retry: false },
  );
  return {
    chosen,
    after: chosen && !preview.isFetching ? preview.data : undefined,
    error: chosen ? preview.error : null,
  };
}
