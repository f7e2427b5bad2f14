import { beforeEach, describe, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { placeOrder } from "../orders/place-order.ts";
import { execute } from "../runtime/execute.ts";
import { createCustomer, getCustomer, listCustomers, updateCustomer } from "./index.ts";

const hub = testHub();
let actor: Actor;

beforeEach(async () => {
  actor = await createTestTenant(hub);
});

const create = async (input: unknown) => (await execute(hub, actor, createCustomer, input)).output;

describe("customers", () => {
  it("return what was written, with the email in lower case", async () => {
    const address = { name: "Ada", line1: "1 High Street", city: "London", postalCode: "N1 1AA", country: "GB" };
    const customer = await create({
      email: "Ada@Example.com",
      name: "Ada",
      groups: ["trade", "trade"],
      addresses: [address],
    });
    expect(customer).toMatchObject({ email: "ada@example.com", groups: ["trade"], addresses: [address], version: 1 });
    expect((await execute(hub, actor, getCustomer, { id: customer.id })).output).toEqual(customer);
  });

  it("have unique emails and references, also under 20 concurrent creates", async () => {
    const same = { email: "ada@example.com", reference: "C-1" };
    const settled = await Promise.allSettled(Array.from({ length: 20 }, () => create(same)));
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(create({ email: "ADA@example.com" })).rejects.toMatchObject({
      kind: "conflict",
      code: "customer.email_taken",
      errors: [{ pointer: "/email" }],
    });
    await expect(create({ name: "Bob", reference: "C-1" })).rejects.toMatchObject({ code: "customer.reference_taken" });
    await expect(create({ notes: "nobody" })).rejects.toMatchObject({ kind: "invalid" });
  });

  it("are created once when an order and a user add the same email concurrently", async () => {
    await addArticles(hub, actor, [{ sku: "A" }]);
    hub.race = async (point) => {
      if (point !== "customers.create:read") return;
      hub.race = undefined;
      const customer = { email: "new@example.com", name: "New" };
      await execute(hub, actor, placeOrder, { channel: "web", customer, lines: [{ sku: "A", quantity: 1 }] });
    };
    await expect(create({ email: "new@example.com" })).rejects.toMatchObject({ code: "customer.email_taken" });
  });

  it("are updated field by field; an outdated version is rejected", async () => {
    const { id } = await create({ email: "ada@example.com", name: "Ada", phone: "020 7946 0000" });
    const changed = await execute(hub, actor, updateCustomer, { id, ifVersion: 1, phone: null, notes: "Rings twice." });
    expect(changed.output).toMatchObject({ email: "ada@example.com", phone: null, notes: "Rings twice.", version: 2 });
    expect((await execute(hub, actor, getCustomer, { id })).output).toEqual(changed.output);
    const late = execute(hub, actor, updateCustomer, { id, ifVersion: 1, name: "Bea" });
    await expect(late).rejects.toMatchObject({ kind: "precondition_failed", details: { version: 2 } });
    await create({ email: "bea@example.com" });
    const thief = execute(hub, actor, updateCustomer, { id, email: "bea@example.com" });
    await expect(thief).rejects.toMatchObject({ code: "customer.email_taken" });
  });

  it.each(["mull", "müller", "anna.m", "example.org", "shop", "c-77"])("are found by %s", async (q) => {
    await create({ email: "anna.mueller+shop@example.org", name: "Anna Müller", reference: "C-77" });
    await create({ email: "bob@elsewhere.test", name: "Bob" });
    const { output } = await execute(hub, actor, listCustomers, { q });
    expect(output.data.map((customer) => customer.name)).toEqual(["Anna Müller"]);
  });

  it("appear exactly once across pages, in each sort order", async () => {
    for (let i = 0; i < 5; i += 1) await create({ name: `Customer ${i}` });
    for (const sort of ["-createdAt", "createdAt"]) {
      const first = (await execute(hub, actor, listCustomers, { sort, limit: 3 })).output;
      const rest = (await execute(hub, actor, listCustomers, { sort, limit: 3, cursor: first.nextCursor })).output;
      const names = [...first.data, ...rest.data].map((customer) => customer.name);
      expect(new Set(names).size).toBe(5);
      expect(rest.nextCursor).toBeNull();
      const elsewhere = execute(hub, actor, listCustomers, { sort, q: "customer", cursor: first.nextCursor });
      await expect(elsewhere).rejects.toMatchObject({ kind: "invalid" });
    }
  });
});
