import { describe, expect, it } from "vitest";
import type { TestHub } from "#testing/fixtures/hub.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { createShipment, deliverShipment } from "../fulfillment/index.ts";
import { listLevels } from "../inventory/index.ts";
import type { Command } from "../kernel/operation.ts";
import type { OrderView } from "../order/schemas.ts";
import { answerPayment, capturePayment, createPayment, refundPayment, voidPayment } from "../payments/index.ts";
import { cancelOrder, getOrder, placeOrder } from "./index.ts";

const shop = testShop();
const ARTICLES = ["A", "B", "C"];
const place = (index: number) => {
  const skus = [ARTICLES[index % 3] ?? "A", ARTICLES[(index + 1) % 3] ?? "B"];
  return shop.run(placeOrder, { channel: "web", lines: skus.map((sku) => ({ sku, quantity: 1 + (index % 2) })) });
};

async function orders(count: number): Promise<OrderView[]> {
  await shop.stock(ARTICLES.map((sku) => ({ sku, onHand: 1000 })));
  return (await Promise.all(Array.from({ length: count }, (_, index) => place(index)))).map(({ order }) => order);
}

const settled = (calls: readonly Promise<unknown>[]) =>
  Promise.allSettled(calls).then((all) =>
    all.map((each) => (each.status === "fulfilled" ? "ok" : String(Object(each.reason).code))),
  );
const now = (order: OrderView) => shop.run(getOrder, { id: order.id });
const count = (codes: readonly string[], code: string) => codes.filter((each) => each === code).length;
const eventsOf = async (type: string) => {
  const [row] = await shop.hub.db.sql<{ count: number; subjects: number }[]>`
    select count(*)::int as count, count(distinct subject_id)::int as subjects
    from events where tenant_id = ${shop.actor.tenantId} and type = ${type}`;
  return row;
};

interface Row {
  readonly operation: Command;
  /** Brings an order to a state in which the command can run once. */
  readonly before: (order: OrderView) => Promise<OrderView>;
  readonly input: (order: OrderView) => object;
  readonly event: string;
  readonly refusal: string;
}

const ship = (order: OrderView) => shop.run(createShipment, { orderId: order.id });
const pay = (order: OrderView, capture: boolean) =>
  shop.run(createPayment, { orderId: order.id, method: capture ? "manual" : "test", capture });
/** An amount authorised by a provider. */
async function authorised(order: OrderView): Promise<OrderView> {
  const { payments } = await pay(order, false);
  const [asked] = await shop.hub.db.sql<{ intentId: string }[]>`
    select intent_id as "intentId" from payment_events where order_id = ${order.id}`;
  const answer = { orderId: order.id, paymentId: payments[0]?.id, intentId: asked?.intentId, outcome: "succeeded" };
  return shop.run(answerPayment, answer);
}

const table: readonly Row[] = [
  {
    operation: createShipment,
    before: async (order) => order,
    input: ({ id }) => ({ orderId: id }),
    event: "shipment.shipped",
    refusal: "shipment.nothing_to_ship",
  },
  {
    operation: deliverShipment,
    before: ship,
    input: ({ id, shipments }) => ({ orderId: id, shipmentId: shipments[0]?.id }),
    event: "shipment.delivered",
    refusal: "shipment.not_on_its_way",
  },
  {
    operation: createPayment,
    before: async (order) => order,
    input: ({ id }) => ({ orderId: id, method: "manual" }),
    event: "payment.captured",
    refusal: "payment.exceeds_due",
  },
  {
    operation: capturePayment,
    before: authorised,
    input: ({ id, payments }) => ({ orderId: id, paymentId: payments[0]?.id }),
    event: "payment.requested",
    refusal: "payment.exceeds_authorized",
  },
  {
    operation: refundPayment,
    before: (order) => pay(order, true),
    input: ({ id, totals }) => ({ orderId: id, amount: totals.total, reason: "Test" }),
    event: "payment.refunded",
    refusal: "payment.exceeds_captured",
  },
  {
    operation: voidPayment,
    before: authorised,
    input: ({ id, payments }) => ({ orderId: id, paymentId: payments[0]?.id }),
    event: "payment.requested",
    refusal: "payment.nothing_to_void",
  },
  {
    operation: cancelOrder,
    before: async (order) => order,
    input: ({ id }) => ({ id, reason: "Test" }),
    event: "order.cancelled",
    refusal: "order.cancelled",
  },
];

describe.each(table)("$operation.name, many at once", ({ operation, before, input, event, refusal }) => {
  it("processes every order once when two processes send the same orders in opposite directions", async () => {
    const ready = await Promise.all((await orders(40)).map(before));
    const told = (await eventsOf(event))?.count ?? 0;
    const send = (hub: TestHub, list: readonly OrderView[]) =>
      list.map((order) => shop.run(operation, input(order), { hub }));
    const codes = await settled([...send(shop.hub, ready), ...send(shop.rival, ready.toReversed())]);
    expect([count(codes, "ok"), count(codes, refusal)]).toEqual([40, 40]);
    expect((await eventsOf(event))?.count).toBe(told + 40);
  });

  it("rejects one call of a batch without affecting others; the rejected one has written nothing", async () => {
    const [first, wrong, ...others] = await Promise.all((await orders(6)).map(before));
    if (first === undefined || wrong === undefined) throw new Error("there are six orders");
    const unchanged = await now(wrong);
    const stale = { ...input(wrong), ifVersion: wrong.version + 7 };
    const calls = [input(first), ...others.map(input)].map((each) => shop.run(operation, each));
    const codes = await settled([...calls, shop.run(operation, stale)]);
    expect(codes).toEqual(["ok", "ok", "ok", "ok", "ok", "resource.stale"]);
    expect(await now(wrong)).toEqual(unchanged);
  });

  it("replays a key's first response, within a batch and after it", async () => {
    const [first, other] = await Promise.all((await orders(2)).map(before));
    if (first === undefined || other === undefined) throw new Error("there are two orders");
    const once = () => shop.run(operation, input(first), { idempotencyKey: "k" });
    const [, a, b] = await Promise.all([shop.run(operation, input(other)), once(), once()]);
    expect([b, await once()]).toEqual([a, a]);
  });
});

describe("calls of one order in the same batch", () => {
  it("run one after the other, each seeing the effect of the one before", async () => {
    const [order, other] = await orders(2);
    if (order === undefined || other === undefined) throw new Error("there are two orders");
    const parts = order.lines.map(({ id, quantity }) => ({ orderId: order.id, lines: [{ id, quantity }] }));
    const [, ...shipped] = await Promise.all([ship(other), ...parts.map((part) => shop.run(createShipment, part))]);
    expect(shipped.map(({ version, shipments }) => [version, shipments.length])).toEqual([
      [2, 1],
      [3, 2],
    ]);
    const payments = [100, 100, 100_000].map((amount) =>
      shop.run(createPayment, { orderId: order.id, method: "manual", amount }),
    );
    expect(await settled(payments)).toEqual(["ok", "ok", "payment.exceeds_due"]);
    expect((await now(order)).totals.paid).toBe(200);
  });

  it("insufficient stock rejects only its own shipment, and releases what it had taken", async () => {
    const [first] = await orders(1);
    await shop.stock([{ sku: "S", onHand: 3, allowBackorder: true }]);
    const of = async (quantity: number) =>
      (await shop.run(placeOrder, { channel: "web", lines: [{ sku: "S", quantity }] })).order;
    const [covered, waiting] = [await of(2), await of(5)];
    if (first === undefined) throw new Error("there is an order");
    const all = ({ id, lines }: OrderView) => ({
      orderId: id,
      lines: lines.map((line) => ({ id: line.id, quantity: line.quantity })),
    });
    const calls = [first, waiting, covered].map((order) => shop.run(createShipment, all(order)));
    expect(await settled(calls)).toEqual(["ok", "inventory.insufficient_stock", "ok"]);
    expect((await shop.run(listLevels, { sku: "S" })).data).toMatchObject([{ onHand: 1 }]);
  });

  it("a call that breaks its batch fails alone", async () => {
    const list = await orders(5);
    await shop.hub.db.sql`
      create or replace function refuse_poison() returns trigger language plpgsql as
      $$ begin if new.carrier = 'poison' then raise exception 'poisoned'; end if; return new; end $$`;
    await shop.hub.db.sql`
      create trigger poison before insert on shipments for each row execute function refuse_poison()`;
    try {
      const calls = list.map(({ id }, index) =>
        shop.run(createShipment, { orderId: id, carrier: index === 3 ? "poison" : "fine" }),
      );
      expect(await settled(calls)).toEqual(["ok", "ok", "ok", "internal", "ok"]);
    } finally {
      await shop.hub.db.sql`drop trigger poison on shipments`;
    }
  });
});
