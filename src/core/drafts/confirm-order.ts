import type { Stock } from "../inventory/engine.ts";
import { stockEvents } from "../inventory/low.ts";
import { lockStockOf, stockWrites } from "../inventory/stock-store.ts";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, type OrderContext, settleOrder } from "../order/change-order.ts";
import { insufficientStock, methodUnavailable, notDraft, unknownChannel, wrongLines } from "../order/errors.ts";
import { orderPlaced } from "../order/events.ts";
import { factsOf, type FullOrderRecord, summaryOf } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";
import { pricedLines, shortFault } from "../orders/place-lines.ts";
import { readWorld } from "../orders/place-store.ts";
import { byKey } from "../orders/place-world.ts";
import { beginPayment } from "../payments/begin-payment.ts";
import { ConfirmOrderInput } from "./schemas.ts";

export const confirmOrder = command({
  name: "orders.confirm",
  summary: "Places a draft at its prices and reserves its stock, all lines or none.",
  scope: "orders:write",
  audience: "public",
  input: ConfirmOrderInput,
  output: OrderView,
  failures: [notFound, stale, notDraft, methodUnavailable, unknownChannel, wrongLines, insufficientStock],
  run: async (context, { payment, ...target }) => {
    const { tx, now } = context;
    const order = await openOrder(context, "orders.confirm:read", target);
    if (order.status !== "draft") throw notDraft();
    if (payment?.method === "stripe") throw methodUnavailable(payment.method);
    const locationOrder = await checkForSale(context, order);
    const stock = await lockStockOf(tx, order);
    reserveAll(stock, order, { locationOrder, at: now.toISOString() });
    const paid =
      payment === undefined || order.total === 0
        ? undefined
        : beginPayment(context, order, { ...payment, amount: order.total });
    return settleOrder(context, order, {
      writes: [...stockWrites(tx, stock.booked(), now), ...(paid?.writes ?? [])],
      set: { placedAt: now },
      draft: false,
      tell: (after) => [
        orderPlaced(after.id, { ...factsOf(after), lines: after.lines, customer: summaryOf(after).customer }),
        ...(paid?.tell(after) ?? []),
        ...stockEvents(stock.changes()),
      ],
    });
  },
});

/** Rejects articles deactivated since the draft was created. Returns the channel's location order. */
async function checkForSale({ tx }: OrderContext, order: FullOrderRecord): Promise<string[]> {
  const read = await readWorld(tx, {
    channels: [order.channel],
    skus: [...new Set(order.lines.map((line) => line.sku))],
    externals: [],
    emails: [],
    customerIds: [],
    orders: 0,
    stock: false,
  });
  const [channel] = read.channels;
  if (channel === undefined) throw unknownChannel(order.channel);
  pricedLines(
    byKey(read.variants, (row) => row.sku),
    order.lines,
    order.currency,
  );
  return channel.locationOrder;
}

function reserveAll(
  stock: Stock,
  order: FullOrderRecord,
  { locationOrder, at }: { locationOrder: string[]; at: string },
): void {
  const demands = order.lines.flatMap(({ variantId, quantity }, lineIndex) =>
    variantId === null ? [] : [{ lineIndex, variantId, quantity }],
  );
  const sourcing = stock.source(demands, locationOrder);
  if ("shortages" in sourcing)
    throw insufficientStock(sourcing.shortages.map((short) => shortFault(short, order.lines)));
  stock.allocate(sourcing.allocations, { ...order, createdAt: at });
}
