import { describe, expect, it } from "vitest";
import type { OrderView } from "#core/order/schemas.ts";
import { getOrder, placeOrder } from "#core/orders/index.ts";
import { capturePayment, createPayment, refundPayment, voidPayment } from "#core/payments/index.ts";
import { testProvider } from "#integrations/payments/test-provider.ts";
import { testShop } from "#testing/fixtures/shop.ts";
import { askProvider } from "./ask-provider.ts";

const shop = testShop();

async function ordered(payment: object): Promise<OrderView> {
  await shop.stock([{ sku: "A", price: 1000 }]);
  return (await shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }], payment })).order;
}

/** The outbox of an order as workers read it. */
async function requested(orderId: string): Promise<unknown[]> {
  const rows = await shop.hub.db.sql<{ data: unknown }[]>`
    select data from events where subject_id = ${orderId} and type = 'payment.requested' order by sequence`;
  return rows.map((row) => row.data);
}

const ask = (data: unknown, more: { timeoutMs?: number; hub?: typeof shop.hub } = {}) =>
  askProvider({ hub: shop.hub, providers: { test: testProvider }, ...more }, shop.actor.tenantId, data);

const read = (id: string) => shop.run(getOrder, { id });

describe("requests to a payment provider", () => {
  it("move money once when a worker dies after the request and another repeats it", async () => {
    const { id } = await ordered({ method: "test" });
    const [request] = await requested(id);
    await Promise.all([ask(request), ask(request, { hub: shop.rival }), ask(request)]);
    await ask(request);
    expect(await read(id)).toMatchObject({ version: 2, paymentStatus: "paid", totals: { paid: 1000 } });
  });

  it("move money once when the provider's result arrives twice", async () => {
    const { id } = await ordered({ method: "test", reference: "twice" });
    for (const request of await requested(id)) await ask(request);
    expect(await read(id)).toMatchObject({ version: 2, totals: { paid: 1000 } });
  });

  it("record a decline, after which the customer can pay in another way", async () => {
    const { id } = await ordered({ method: "test", reference: "decline" });
    for (const request of await requested(id)) await ask(request);
    expect(await read(id)).toMatchObject({ paymentStatus: "unpaid", payments: [{ state: "failed" }] });
    expect(await shop.run(createPayment, { orderId: id, method: "manual" })).toMatchObject({ paymentStatus: "paid" });
  });

  it("leave a payment pending after a timeout, and the retry's result counts", async () => {
    const { id } = await ordered({ method: "test", reference: "delay:100" });
    const [request] = await requested(id);
    await expect(ask(request, { timeoutMs: 10 })).rejects.toThrow("aborted");
    expect(await read(id)).toMatchObject({ version: 1, payments: [{ state: "requested" }] });
    await ask(request, { timeoutMs: 5000 });
    expect(await read(id)).toMatchObject({ paymentStatus: "paid" });
  });

  it("stop retrying a provider that never responds", async () => {
    const { id } = await ordered({ method: "test", reference: "timeout" });
    const [request] = await requested(id);
    await expect(ask(request, { timeoutMs: 10 })).rejects.toThrow("aborted");
  });

  it("take a payment through its whole lifecycle", async () => {
    const { id } = await ordered({ method: "test", capture: false });
    const [authorize] = await requested(id);
    await ask(authorize);
    const paymentId = (await read(id)).payments[0]?.id;
    await shop.run(capturePayment, { orderId: id, paymentId, amount: 600 });
    await shop.run(voidPayment, { orderId: id, paymentId });
    const [, capture, release] = await requested(id);
    await ask(release);
    await ask(capture);
    await shop.run(refundPayment, { orderId: id, amount: 100, reason: "scratched" });
    await ask((await requested(id))[3]);
    expect(await read(id)).toMatchObject({
      paymentStatus: "partially_refunded",
      payments: [{ authorized: 1000, captured: 600, voided: 400, refunded: 100, state: "partially_refunded" }],
    });
  });

  it("fail with a clear error when no provider is configured for a method", async () => {
    const { id } = await ordered({ method: "test" });
    const [request] = await requested(id);
    const nobody = askProvider({ hub: shop.hub, providers: {} }, shop.actor.tenantId, request);
    await expect(nobody).rejects.toMatchObject({ code: "payment.provider_missing" });
  });
});
