import { expect, it } from "vitest";
import type { TestHub } from "#testing/fixtures/hub.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { isHubError } from "../kernel/errors.ts";
import type { OrderView } from "../order/schemas.ts";
import { cancelOrder, getOrder, placeOrder } from "../orders/index.ts";
import { capturePayment, recordPayment } from "../payments/index.ts";
import { createShipment } from "./index.ts";

const shop = testShop();
const TEN = Array.from({ length: 10 }, (_, index) => index);

async function tenOrders(more: object = {}): Promise<OrderView[]> {
  await shop.stock([{ sku: "A", onHand: 40, price: 500 }]);
  const place = () => shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 2 }], ...more });
  return Promise.all(TEN.map(async () => (await place()).order));
}

/** As the Orders screen sends it: with the version that was read, and an idempotency key per order. */
const ship = (order: OrderView, { hub, by, key }: { hub: TestHub; by: string; key: string }) =>
  shop.run(
    createShipment,
    {
      orderId: order.id,
      ifVersion: order.version,
      lines: order.lines.map(({ id, quantity }) => ({ id, quantity })),
      trackingNumber: `${by}-${order.number}`,
    },
    { hub, idempotencyKey: key },
  );

const shipAll = (orders: readonly OrderView[], hub: TestHub, by: string) =>
  Promise.allSettled(orders.map((order) => ship(order, { hub, by, key: `${by} ${order.id}` })));

const codesOf = (outcomes: readonly PromiseSettledResult<unknown>[]): string[] =>
  outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [isHubError(outcome.reason) ? outcome.reason.code : "not ours"] : [],
  );

const shipped = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
  outcomes.filter(({ status }) => status === "fulfilled").length;

async function onHand(): Promise<unknown> {
  return shop.hub.db.sql`
    select l.on_hand as "onHand", l.reserved from stock_levels l where l.tenant_id = ${shop.actor.tenantId}`;
}

it("two users shipping the same ten orders concurrently create one shipment each, and every rejection has its reason", async () => {
  const orders = await tenOrders();
  const [mine, theirs] = await Promise.all([shipAll(orders, shop.hub, "mine"), shipAll(orders, shop.rival, "theirs")]);
  expect(shipped(mine) + shipped(theirs)).toBe(10);
  expect(new Set(codesOf([...mine, ...theirs]))).toEqual(new Set(["resource.stale"]));
  for (const { id } of orders) {
    const after = await shop.run(getOrder, { id });
    expect(after).toMatchObject({ status: "shipped", shipments: [{ lines: [{ quantity: 2 }] }] });
  }
  expect(await onHand()).toEqual([{ onHand: 20, reserved: 0 }]);
});

it("an order cancelled while ten are shipped is either shipped or cancelled, never both", async () => {
  const orders = await tenOrders();
  const [first, second] = [orders[4], orders[7]];
  const cancel = (order: OrderView | undefined) =>
    shop.run(cancelOrder, { id: order?.id, reason: "changed their mind" }, { hub: shop.rival });
  const [outcomes] = await Promise.all([
    shipAll(orders, shop.hub, "mine"),
    Promise.allSettled([cancel(first), cancel(second)]),
  ]);
  const after = await Promise.all(orders.map(({ id }) => shop.run(getOrder, { id })));
  for (const order of after) {
    const left = order.shipments.length;
    expect([order.status, left]).toEqual(left === 1 ? ["shipped", 1] : ["cancelled", 0]);
  }
  const count = after.filter(({ status }) => status === "shipped").length;
  expect(shipped(outcomes)).toBe(count);
  expect(await onHand()).toEqual([{ onHand: 40 - 2 * count, reserved: 0 }]);
});

it("a bulk shipment retried with its idempotency keys ships nothing twice", async () => {
  const orders = await tenOrders();
  const first = await shipAll(orders.slice(0, 6), shop.hub, "mine");
  const again = await shipAll(orders, shop.rival, "mine");
  expect([shipped(first), shipped(again)]).toEqual([6, 10]);
  const after = await Promise.all(orders.map(({ id }) => shop.run(getOrder, { id })));
  expect(after.map(({ shipments }) => shipments.length)).toEqual(TEN.map(() => 1));
  expect(await onHand()).toEqual([{ onHand: 20, reserved: 0 }]);
});

/** With its full amount authorised by a provider. */
const authorised = ({ id, totals }: OrderView): Promise<OrderView> =>
  shop.run(recordPayment, {
    orderId: id,
    method: "stripe",
    providerReference: `pi_${id}`,
    currency: "GBP",
    amount: totals.total,
    authorized: totals.total,
  });

it("two users capturing the same ten orders concurrently capture each payment once", async () => {
  const orders = await Promise.all((await tenOrders()).map(authorised));
  const capture = (hub: TestHub) =>
    Promise.allSettled(
      orders.map(({ id, payments }) =>
        shop.run(capturePayment, { orderId: id, paymentId: payments[0]?.id, amount: payments[0]?.authorized }, { hub }),
      ),
    );
  const [mine, theirs] = await Promise.all([capture(shop.hub), capture(shop.rival)]);
  expect(shipped(mine) + shipped(theirs)).toBe(10);
  expect(new Set(codesOf([...mine, ...theirs]))).toEqual(new Set(["payment.exceeds_authorized"]));
  const after = await Promise.all(orders.map(({ id }) => shop.run(getOrder, { id })));
  for (const { payments, totals } of after) expect(payments).toMatchObject([{ capturePending: totals.total }]);
});
