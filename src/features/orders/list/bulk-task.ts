import type { TRPCClient } from "@trpc/client";
import type { HoldReason } from "#components/patterns/order-status.tsx";
import { isStale } from "#features/trpc/failure.ts";
import type { AppRouter } from "#transports/trpc/router.ts";
import type { OrderRow } from "../order-news.ts";

export const bulkKinds = ["tag", "hold", "release", "cancel"] as const;
export type BulkKind = (typeof bulkKinds)[number];

export type BulkTask =
  | { kind: "tag"; tag: string; mode: "add" | "remove" }
  | { kind: "hold"; reason: HoldReason; note: string }
  | { kind: "release" }
  | { kind: "cancel"; reason: string; refund: boolean };

type Client = TRPCClient<AppRouter>;
type Tagged = Pick<OrderRow, "id" | "tags" | "version">;

/** Runs one task on one order; a no-op is skipped. */
export async function doTask({ orders }: Client, task: BulkTask, row: OrderRow): Promise<unknown> {
  const { id } = row;
  if (task.kind === "hold") return orders.hold.mutate({ id, reason: task.reason, note: task.note });
  if (task.kind === "release") return row.onHold ? orders.release.mutate({ id }) : null;
  if (task.kind === "cancel") return orders.cancel.mutate({ id, reason: task.reason, refund: task.refund });
  return retag({ orders }, task, row);
}

/** Tags are written as a whole: after a concurrent change, the tag is added to the newer tags. */
async function retag({ orders }: Pick<Client, "orders">, task: BulkTask & { kind: "tag" }, row: Tagged): Promise<void> {
  const write = (order: Tagged) => {
    const tags = tagged(order.tags, task);
    return tags === null ? null : orders.update.mutate({ id: row.id, ifVersion: order.version, tags });
  };
  try {
    await write(row);
  } catch (error) {
    if (!isStale(error)) throw error;
    await write(await orders.get.query({ id: row.id }));
  }
}

export function tagged(
  tags: readonly string[],
  { tag, mode }: { tag: string; mode: "add" | "remove" },
): string[] | null {
  if (tags.includes(tag) === (mode === "add")) return null;
  return mode === "add" ? [...tags, tag] : tags.filter((other) => other !== tag);
}
