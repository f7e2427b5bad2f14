import type { TRPCClient } from "@trpc/client";
import type { Inputs } from "#features/trpc/client.ts";
import type { AppRouter } from "#transports/trpc/router.ts";
import { capturable } from "../detail/order-rules.ts";
import type { Order } from "../order-news.ts";
import { createAttempts, isAnswered } from "./attempts.ts";
import type { Outcome } from "./desk.ts";

export const captureRefusals = ["draft", "asked", "paid", "notDue", "none"] as const;
export type CaptureRefusal = (typeof captureRefusals)[number];

type Part = { paymentId: string; amount: number };

/** The amount to capture per authorised payment of an order: never more than is due and not pending. */
export function captureParts({ payments, totals }: Order): Part[] {
  let due = Math.max(0, totals.due) - payments.reduce((sum, { capturePending }) => sum + capturePending, 0);
  return payments.flatMap((payment) => {
    const amount = Math.min(capturable(payment), Math.max(0, due));
    due -= amount;
    return amount > 0 ? [{ paymentId: payment.id, amount }] : [];
  });
}

export const captureSum = (order: Order): number => captureParts(order).reduce((sum, { amount }) => sum + amount, 0);

export function whyNotCapture(order: Order): CaptureRefusal | null {
  if (order.status === "draft") return "draft";
  if (captureSum(order) > 0) return null;
  if (order.payments.some(({ capturePending }) => capturePending > 0)) return "asked";
  if (order.payments.some((payment) => capturable(payment) > 0)) return "notDue";
  return order.totals.paid > 0 && order.totals.due <= 0 ? "paid" : "none";
}

/** Order totals by currency, the most frequent currency first. */
export function totalsOf(orders: readonly Order[]): { currency: string; amount: number }[] {
  const sums = new Map<string, { amount: number; orders: number }>();
  for (const order of orders) {
    const sum = sums.get(order.currency) ?? { amount: 0, orders: 0 };
    sums.set(order.currency, { amount: sum.amount + captureSum(order), orders: sum.orders + 1 });
  }
  return [...sums]
    .toSorted(([, a], [, b]) => b.orders - a.orders)
    .map(([currency, { amount }]) => ({ currency, amount }));
}

export const takenOf = ({ payments }: Order): number =>
  payments.reduce((sum, { captured, capturePending }) => sum + captured + capturePending, 0);

/** The provider's result; null before the request. */
export type Settled = "captured" | "waiting" | "failed";

export function settledOf(now: Order, outcome: Outcome | undefined): Settled | null {
  if (outcome?.state !== "done") return null;
  const { order: then } = outcome.result;
  const latest = now.version > then.version ? now : then;
  if (latest.payments.some(({ capturePending }) => capturePending > 0)) return "waiting";
  return takenOf(latest) < takenOf(then) ? "failed" : "captured";
}

type Capture = Inputs["payments"]["capture"];
type Client = Pick<TRPCClient<AppRouter>, "payments">;

export const captureAttempts = createAttempts<Capture>();

/** Captures the displayed amounts, payment by payment; a second call finds nothing authorised or due. */
export async function sendCapture(client: Client, order: Order): Promise<Order> {
  let after = order;
  for (const part of captureParts(order)) {
    const name = `${order.id} ${part.paymentId}`;
    const { payload, key } = captureAttempts.begin(name, part, () => ({ orderId: order.id, ...part }));
    try {
      after = await client.payments.capture.mutate(payload, { context: { idempotencyKey: key } });
    } catch (error) {
      if (isAnswered(error)) captureAttempts.settle(name);
      throw error;
    }
    captureAttempts.settle(name);
  }
  return after;
}
