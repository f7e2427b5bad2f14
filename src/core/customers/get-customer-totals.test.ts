import { expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { formatMoney } from "../kernel/money-text.ts";
import { placeOrder } from "../orders/place-order.ts";
import { execute } from "../runtime/execute.ts";
import { createCustomer, getCustomerTotals } from "./index.ts";

const hub = testHub();

it("a customer's totals cover only their own orders, per currency", async () => {
  const actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", price: 295 }]);
  const create = async (name: string) => (await execute(hub, actor, createCustomer, { name })).output.id;
  const [ada, bob] = [await create("Ada"), await create("Bob")];
  const place = (id: string, more: object = {}) =>
    execute(hub, actor, placeOrder, { channel: "web", customer: { id }, lines: [{ sku: "A", quantity: 2 }], ...more });
  await place(ada, { payment: { method: "manual", capture: true } });
  await place(ada);
  await place(ada, { currency: "EUR", lines: [{ sku: "A", quantity: 1, unitPrice: 400 }] });
  await place(bob);
  const { output } = await execute(hub, actor, getCustomerTotals, { id: ada });
  expect(output.data).toMatchObject([
    { currency: "GBP", orders: 2, open: 2, total: 1180, spent: 590, due: 590 },
    { currency: "EUR", orders: 1, total: 400, spent: 0, due: 400 },
  ]);
});

it('sums above the largest safe integer are capped and shown as "at least"', async () => {
  const actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1_000_000 }]);
  const { output: customer } = await execute(hub, actor, createCustomer, { name: "Ada" });
  const lines = [{ sku: "A", quantity: 100, unitPrice: 1_000_000_000_000 }];
  const place = () => execute(hub, actor, placeOrder, { channel: "web", customer: { id: customer.id }, lines });
  await Promise.all(Array.from({ length: 90 }, place));
  const totals = async () => (await execute(hub, actor, getCustomerTotals, { id: customer.id })).output.data[0];
  expect(await totals()).toMatchObject({ orders: 90, total: 9_000_000_000_000_000, due: 9_000_000_000_000_000 });
  await place();
  const most = 9_007_199_254_740_991;
  expect(await totals()).toMatchObject({ orders: 91, total: most, spent: 0, due: most });
  expect(formatMoney(most, "GBP", { locale: "en-GB" })).toBe("≥ £90,071,992,547,409.91");
});
