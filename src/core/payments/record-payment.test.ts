import * as fc from "fast-check";
import { expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { cancelOrder, getOrder, placeOrder } from "../orders/index.ts";
import { recordPayment } from "./index.ts";
import { movementsOf } from "./rules.ts";

const shop = testShop();

async function ordered() {
  await shop.stock([{ sku: "A", price: 1000 }]);
  return (await shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 2 }] })).order;
}
const told = (orderId: string, more: object) => ({
  orderId,
  method: "stripe",
  providerReference: "pi_1",
  currency: "GBP",
  amount: 2000,
  ...more,
});

it("reordered and repeated reports end with the highest sums", () => {
  const news = fc.record({ authorized: fc.nat(5000), captured: fc.nat(5000), refunded: fc.nat(5000) });
  fc.assert(
    fc.property(fc.array(news, { maxLength: 8 }), (all) => {
      const sums = { authorized: 0, captured: 0, refunded: 0 };
      for (const each of [...all, ...all]) {
        for (const { action, amount } of movementsOf(sums, each)) {
          expect(amount).toBeGreaterThan(0);
          sums[action === "authorize" ? "authorized" : action === "capture" ? "captured" : "refunded"] += amount;
        }
        expect(sums.refunded).toBeLessThanOrEqual(sums.captured);
      }
      expect(sums.refunded).toBe(Math.max(0, ...all.map((each) => each.refunded)));
      expect(sums.captured).toBe(Math.max(0, ...all.flatMap((each) => [each.captured, each.refunded])));
    }),
  );
});

it("two concurrent deliveries of one report are booked once", async () => {
  const { id } = await ordered();
  const news = told(id, { captured: 2000 });
  await shop.raced(
    "payments.record:read",
    (hub) => shop.run(recordPayment, news, { hub }),
    () => shop.run(recordPayment, news),
  );
  const after = await shop.run(getOrder, { id });
  expect(after).toMatchObject({ paymentStatus: "paid", totals: { paid: 2000 }, payments: [{ captured: 2000 }] });
  expect(after.payments).toHaveLength(1);
});

it("books partial captures, captures beyond the request, and refunds", async () => {
  const { id } = await ordered();
  await shop.run(recordPayment, told(id, { authorized: 2000 }));
  await shop.run(recordPayment, told(id, { authorized: 2000, captured: 500 }));
  await shop.run(recordPayment, told(id, { captured: 2300 }));
  const after = await shop.run(recordPayment, told(id, { captured: 2300, refunded: 300 }));
  expect(after.totals).toMatchObject({ paid: 2300, refunded: 300, due: 0 });
  expect(after.payments).toMatchObject([{ amount: 2300, captured: 2300, refunded: 300 }]);
  expect((await shop.run(recordPayment, told(id, { captured: 500 }))).version).toBe(after.version);
});

it("voids the excess authorisation when the order is cancelled", async () => {
  const { id } = await ordered();
  await shop.run(recordPayment, told(id, { amount: 9, authorized: 5000, captured: 5 }));
  const after = await shop.run(cancelOrder, { id, reason: "Changed their mind" });
  expect(after.status).toBe("cancelled");
  expect(after.payments).toMatchObject([{ amount: 5000, captured: 5 }]);
});

it("rejects another currency, and a payment of another order", async () => {
  const [first, second] = [
    await ordered(),
    (await shop.run(placeOrder, { channel: "web", lines: [{ sku: "A", quantity: 1 }] })).order,
  ];
  await shop.run(recordPayment, told(first.id, { captured: 2000 }));
  await expect(shop.run(recordPayment, told(second.id, { captured: 1 }))).rejects.toMatchObject({
    code: "payment.reference_taken",
  });
  await expect(shop.run(recordPayment, told(first.id, { currency: "EUR" }))).rejects.toMatchObject({
    code: "payment.wrong_currency",
  });
});
